using System.Collections.Immutable;
using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>What a harvest should do, as it was asked for; defaults as in the HTTP surface.</summary>
[GenerateSerializer, Immutable, Alias("actors.harvest-request")]
public sealed record HarvestRequest
{
    /// <summary>Label of a configured origin, any case. Default <c>local</c>.</summary>
    [Id(0)] public string Origin { get; init; } = "local";

    /// <summary>Two ASCII letters = that code, one letter = the 26 codes that start with it; any case.</summary>
    [Id(1)] public ImmutableArray<string> Countries { get; init; } = [];

    /// <summary>The origin's codes; beats <see cref="Countries"/>.</summary>
    [Id(2)] public bool All { get; init; }

    /// <summary>AA..ZZ; beats <see cref="All"/>.</summary>
    [Id(3)] public bool Every { get; init; }

    /// <summary>Only the first so many of the sorted selection; null = all.</summary>
    [Id(4)] public int? Limit { get; init; }

    /// <summary>Exchanges in flight, 1-1000. Default 5.</summary>
    [Id(5)] public int Concurrency { get; init; } = 5;

    [Id(6)] public Parts Parts { get; init; } = Parts.Both;

    [Id(7)] public Refresh Refresh { get; init; } = Refresh.Stale;

    /// <summary>Requests per exchange, 1-10. Default 10; the origin's own maximum applies too.</summary>
    [Id(8)] public int MaxAttempts { get; init; } = 10;

    /// <summary>What is not final by then fails with <c>deadline_exceeded</c>; null = none.</summary>
    [Id(9)] public TimeSpan? Deadline { get; init; }

    /// <summary>True if both ask for the same, countries in the same order and spelling.</summary>
    public bool Equals(HarvestRequest? other) =>
        other is not null && Countries.AsSpan().SequenceEqual(other.Countries.AsSpan())
        && (Origin, All, Every, Limit, Concurrency, Parts, Refresh, MaxAttempts, Deadline)
            == (other.Origin, other.All, other.Every, other.Limit, other.Concurrency, other.Parts, other.Refresh, other.MaxAttempts, other.Deadline);

    public override int GetHashCode() => HashCode.Combine(Origin, Countries.Length, All, Every, Limit, Concurrency, Parts, Refresh);
}

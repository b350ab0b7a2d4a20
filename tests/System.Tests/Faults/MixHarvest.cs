using System.Collections.Immutable;
using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults;

/// <summary>One harvest of a mix.</summary>
internal sealed record MixHarvest
{
    public required string Name { get; init; }

    /// <summary>First segment of the path at the origin.</summary>
    public required string Mode { get; init; }

    /// <summary>The query of both templates.</summary>
    public required string Fault { get; init; }

    public required ImmutableArray<string> Countries { get; init; }

    public required int Concurrency { get; init; }

    public required int MaxAttempts { get; init; }

    public long? DeadlineMs { get; init; }

    public long? CancelAfter { get; init; }

    /// <summary><c>flag</c>, <c>metadata</c> or <c>both</c>.</summary>
    public string Parts { get; init; } = "both";

    /// <summary>Its first answer asks for some seconds.</summary>
    public bool AsksForTime { get; init; }

    /// <summary>Everything is fetched once before.</summary>
    public bool Refreshes { get; init; }

    public HarvestOrder Order(string label) => new()
    {
        Origin = label, Countries = Countries, Parts = Parts, Concurrency = Concurrency, MaxAttempts = MaxAttempts, DeadlineMs = DeadlineMs, Limit = Countries.Length,
    };
}

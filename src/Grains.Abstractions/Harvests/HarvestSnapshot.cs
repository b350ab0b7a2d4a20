using System.Collections.Immutable;
using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>A harvest at one moment: exactly what is stored up to <see cref="Seq"/>, and what is going on beyond it.</summary>
[GenerateSerializer, Immutable, Alias("actors.harvest-snapshot")]
public sealed record HarvestSnapshot
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Origin { get; init; }

    [Id(2)] public required HarvestState State { get; init; }

    [Id(3)] public required HarvestCounts Counts { get; init; }

    [Id(4)] public required int InFlight { get; init; }

    /// <summary>The effective bound: what was asked for, or the origin's cap if that is lower.</summary>
    [Id(5)] public required int Concurrency { get; init; }

    [Id(6)] public required string Epoch { get; init; }

    [Id(7)] public required long Seq { get; init; }

    [Id(8)] public required DateTimeOffset StartedAt { get; init; }

    [Id(9)] public DateTimeOffset? FinishedAt { get; init; }

    [Id(10)] public required long ElapsedMs { get; init; }

    [Id(11)] public long? EtaMs { get; init; }

    /// <summary>In code order; empty in a summary.</summary>
    [Id(12)] public required ImmutableArray<CountryStatus> Countries { get; init; }
}

using System.Collections.Immutable;

namespace Actors.Grains.Harvests;

/// <summary>What a harvest was asked, and how it ended. Its events stand beside it: see <see cref="HarvestLog"/>.</summary>
[GenerateSerializer, Alias("actors.harvest-record")]
internal sealed class HarvestRecord
{
    [Id(0)] public HarvestRequest Request { get; set; } = new();

    [Id(1)] public string Origin { get; set; } = "";

    [Id(2)] public ImmutableArray<string> Codes { get; set; } = [];

    [Id(3)] public int Concurrency { get; set; }

    [Id(4)] public string Epoch { get; set; } = "";

    [Id(5)] public DateTimeOffset StartedAt { get; set; }

    /// <summary>Set once the last event is stored; a crash in between is made good at the next activation.</summary>
    [Id(6)] public HarvestEnd? End { get; set; }
}

/// <summary>The end of a harvest: tells one that was being forgotten when the process died from one that still runs.</summary>
[GenerateSerializer, Immutable, Alias("actors.harvest-end")]
internal sealed record HarvestEnd(
    [property: Id(0)] HarvestState State, [property: Id(1)] HarvestCounts Counts, [property: Id(2)] long Seq, [property: Id(3)] DateTimeOffset At);

namespace Actors.Client.Harvests;

/// <summary>A harvest at one moment: exactly what the node has stored up to <see cref="Seq"/>.</summary>
public sealed record Harvest
{
    public required string Id { get; init; }

    /// <summary>Label of the origin, lower case.</summary>
    public string Origin { get; init; } = "";

    /// <summary>One of <see cref="HarvestStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Always the sum of the five counts.</summary>
    public int Total { get; init; }

    public int Pending { get; init; }

    public int Ok { get; init; }

    public int NotFound { get; init; }

    public int Failed { get; init; }

    public int Cancelled { get; init; }

    /// <summary>HTTP exchanges under way.</summary>
    public int InFlight { get; init; }

    /// <summary>The effective bound of exchanges in flight: what was asked for, or the origin's cap if that is lower.</summary>
    public int Concurrency { get; init; }

    /// <summary>Changes only if the event log could not be continued.</summary>
    public required string Epoch { get; init; }

    /// <summary>The last numbered event that is included.</summary>
    public long Seq { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Milliseconds since the start, or from start to end.</summary>
    public long ElapsedMs { get; init; }

    /// <summary>Milliseconds to the end, by the pace so far; null while there is none.</summary>
    public long? EtaMs { get; init; }

    /// <summary>In code order; empty in a list.</summary>
    public IReadOnlyList<CountryStatus> Countries { get => field ?? []; init; } = [];

    /// <summary>True once nothing changes any more.</summary>
    public bool IsFinished => State is HarvestStates.Completed or HarvestStates.Cancelled;
}

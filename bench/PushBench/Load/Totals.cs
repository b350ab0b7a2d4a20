using Actors.CharBench;

namespace Actors.PushBench.Load;

/// <summary>What happened to a crowd so far. Times are timestamps of the machine's monotonic clock.</summary>
internal sealed record Totals
{
    /// <summary>Clients with a connection now.</summary>
    public int Connected { get; init; }

    /// <summary>Clients that have the last event of every topic.</summary>
    public int Completed { get; init; }

    /// <summary>Events of all kinds that arrived.</summary>
    public long Deliveries { get; init; }

    /// <summary>Events with a number of their own: outcomes, state changes, the end.</summary>
    public long Numbered { get; init; }

    public long Progress { get; init; }

    /// <summary>Of the payload of events.</summary>
    public long Bytes { get; init; }

    /// <summary>Events doubled, missing or in the wrong order, errors, and connections lost that nobody gave up.</summary>
    public int Faults { get; init; }

    public string? FirstFault { get; init; }

    /// <summary>Answers that say that the log cannot be continued.</summary>
    public int Resets { get; init; }

    /// <summary>Connections made after the first.</summary>
    public int Reconnects { get; init; }

    /// <summary>When the last client that had to reconnect got its first event afterwards; 0 if none did.</summary>
    public long LastResumed { get; init; }

    /// <summary>Clients that got an event after they had to reconnect.</summary>
    public int Resumed { get; init; }

    /// <summary>Longest time between two events of one client, in seconds.</summary>
    public double LongestSilence { get; init; }

    /// <summary>The same, median of all clients.</summary>
    public double MedianSilence { get; init; }

    /// <summary>One number for the numbered events of every topic, byte for byte and in order; more than one if clients differ.</summary>
    public required IReadOnlyList<int> Contents { get; init; }

    /// <summary>Processor time of the load client so far, in seconds.</summary>
    public double Cpu { get; init; }
}

/// <summary>How long numbered events took to all clients of a crowd, in milliseconds.</summary>
/// <param name="Whole">From when each was published.</param>
/// <param name="First">The same, to the first of the clients only.</param>
/// <param name="AfterFirst">From when the first of the clients had it.</param>
internal sealed record Delays(Percentiles Whole, Percentiles First, Percentiles AfterFirst);

/// <summary>An event as the recording client got it.</summary>
/// <param name="At">Timestamp of its arrival; events that arrived together have the same.</param>
/// <param name="Seq">Its number, null for progress.</param>
internal sealed record Recorded(long At, long? Seq, string Text);

namespace Actors.PushBench.Load;

/// <summary>Clients that are all alike, as the benchmark asks the load client for them.</summary>
internal sealed record Crowd
{
    public required string Name { get; init; }

    public required int Count { get; init; }

    public required Dialect Dialect { get; init; }

    /// <summary>Where to connect; who loses a connection goes to the next one.</summary>
    public required IReadOnlyList<Uri> Targets { get; init; }

    /// <summary>What each client subscribes to; where the server has but one topic, one name that is not sent.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The first client keeps all events of the first topic.</summary>
    public bool Records { get; init; }

    /// <summary>They reconnect and resume.</summary>
    public bool Follows { get; init; }

    /// <summary>Every other client begins at another target, else all begin at the first.</summary>
    public bool Spreads { get; init; }

    /// <summary>They subscribe and never read again.</summary>
    public bool Stalls { get; init; }

    /// <summary>How fast they read; 0 = as fast as it comes.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>
    /// Of the topics, in their order: the clients are narrow. Little fits into the network between, because they ask for
    /// segments of 536 bytes, have a small receive buffer, and go on from the start of each topic instead of taking a snapshot,
    /// which would teach the server's kernel to keep more. Over loopback as it is, it swallows megabytes before the server
    /// notices that a client does not read. Empty: as it is.
    /// </summary>
    public IReadOnlyList<string> Epochs { get; init; } = [];

    public bool IsNarrow => Epochs.Count > 0;
}

/// <summary>What a server speaks.</summary>
internal enum Dialect
{
    /// <summary>docs/protocol.md.</summary>
    Actors,

    /// <summary>Events and nothing else.</summary>
    Plain,

    /// <summary>SignalR's JSON hub protocol.</summary>
    SignalR,
}

namespace Actors.Origin;

/// <summary>
/// The ports of the practice origin. Section <c>Origin:Ports</c>. A port is bound on 127.0.0.1 and ::1; 0 is any free port of
/// 127.0.0.1, to be read from <see cref="OriginServer.Addresses"/>. No two may be the same.
/// </summary>
public sealed class OriginPorts
{
    /// <summary>Answers at once. Default 8001, 0 to 65535.</summary>
    public int Local { get; set; } = 8001;

    /// <summary>Answers after <see cref="OriginOptions.Delay"/>. Default 8002, 0 to 65535.</summary>
    public int Delay { get; set; } = 8002;

    /// <summary>Fails and delays some answers. Default 8003, 0 to 65535.</summary>
    public int Error { get; set; } = 8003;

    /// <summary>Counters and the event log. Default 8004, 0 to 65535.</summary>
    public int Control { get; set; } = 8004;

    /// <summary>The configuration key of each port, in the order in which they are bound.</summary>
    internal IReadOnlyList<(string Key, int Port)> ByKey =>
    [
        ("Origin:Ports:Local", Local), ("Origin:Ports:Delay", Delay), ("Origin:Ports:Error", Error), ("Origin:Ports:Control", Control),
    ];
}

namespace Actors.Client.Harvests;

/// <summary>How a harvest is watched.</summary>
public sealed record WatchOptions
{
    /// <summary>What has been seen already; null = begin with a snapshot.</summary>
    public ResumePoint? From { get; init; }

    /// <summary>True: no <see cref="HarvestEvent.Country"/>, only state, progress and the end. Default false.</summary>
    public bool LatestOnly { get; init; }

    /// <summary>Progress events per second, at most; null = the node's pace.</summary>
    public double? MaxRate { get; init; }

    /// <summary>Back-off after the first lost connection; doubles up to <see cref="LongestBackOff"/>. Default 100 ms.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Default 10 seconds.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gives up with <see cref="ActorsUnreachableException"/> when nothing was heard for so long. Default 2 minutes.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for the connection and for <c>welcome</c>. Default 10 seconds.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a silent connection is pinged; as long again without an answer and it is dropped. Default 15 seconds.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest frame that is read, in bytes. Default 16 MiB.</summary>
    public int MaxFrameBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Told of each lost connection, with the delay until the next try. Must return quickly.</summary>
    public Action<TimeSpan>? Reconnecting { get; init; }
}

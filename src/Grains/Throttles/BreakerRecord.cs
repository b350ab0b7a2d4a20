namespace Actors.Grains.Throttles;

/// <summary>What a <see cref="Breaker"/> must not forget over a restart.</summary>
[GenerateSerializer, Alias("actors.breaker-record")]
internal sealed class BreakerRecord
{
    /// <summary>Closed, Open or Down; a probe under way is nothing that lasts.</summary>
    [Id(0)] public BreakerState State { get; set; }

    /// <summary>Failures in a row.</summary>
    [Id(1)] public int Failures { get; set; }

    /// <summary>Probes that failed since it opened.</summary>
    [Id(2)] public int Probes { get; set; }

    [Id(3)] public DateTimeOffset OpenedAt { get; set; }

    /// <summary>When the next probe is due.</summary>
    [Id(4)] public DateTimeOffset ProbeAt { get; set; }

    [Id(5)] public HostFailure? Last { get; set; }

    /// <summary>Of <see cref="Failures"/> the last ones in a row in which the host said nothing at all.</summary>
    [Id(6)] public int Silences { get; set; }
}

namespace Actors.Client;

/// <summary>Under which key, and how patient, an <see cref="ActorsClient"/> asks. The defaults suit a gateway on the same network.</summary>
public sealed record ActorsClientOptions
{
    /// <summary>
    /// Shown with each request and on each socket: visible ASCII characters. Over http everybody on the way can read it.
    /// Default none, which is enough to read, and for everything where a node has no keys.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Longest wait for a TCP or TLS connection. Default 5 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for one whole answer, on top of a wait that was asked for. Default 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Tries of a request that may be repeated (reads, and starts under an idempotency key), when the node is unreachable
    /// or asks to come back within <see cref="LongestRetryAfter"/>. 1-10, default 3.
    /// </summary>
    public int Attempts { get; init; } = 3;

    /// <summary>A Retry-After beyond this is handed to the caller instead of waited for. Default 5 seconds.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest answer that is read, in bytes. Default 64 MiB.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The clock behind every time-out and back-off. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A number in [0, 1) for each back-off, so that clients do not return in step.</summary>
    internal Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>A record shows all its members; one of these is a secret.</summary>
    public override string ToString() => nameof(ActorsClientOptions);
}

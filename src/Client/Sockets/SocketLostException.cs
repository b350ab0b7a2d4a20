namespace Actors.Client.Sockets;

/// <summary>A connection could not be opened, or ended. <see cref="Code"/> decides what to do next.</summary>
internal sealed class SocketLostException(int code, string reason, TimeSpan? retryAfter = null, Exception? inner = null)
    : IOException(reason, inner)
{
    /// <summary>The close code; <see cref="CloseRules.Aborted"/> if none arrived.</summary>
    public int Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

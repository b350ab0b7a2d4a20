namespace Actors.Client.Sockets;

/// <summary>What an <c>error</c> frame means: come back later, or not.</summary>
internal static class ErrorFrames
{
    public static Exception ToException(ServerFrame frame)
    {
        var retryAfter = frame.RetryAfterMs is { } wait and >= 0 ? TimeSpan.FromMilliseconds(wait) : (TimeSpan?)null;
        var message = frame.Message ?? frame.Code ?? "error";
        return frame.Retryable
            ? new SocketLostException(retryAfter is null ? CloseRules.Aborted : CloseRules.TooMany, message, retryAfter)
            : new ActorsProblemException(0, frame.Code ?? "error", message, retryAfter: retryAfter);
    }
}

namespace Actors.Client.Sockets;

/// <summary>The close codes of the protocol (docs/protocol.md) and of RFC 6455 section 7.4, by what a client does next.</summary>
internal static class CloseRules
{
    /// <summary>No close frame arrived.</summary>
    public const int Aborted = 1006;

    public const int TooMany = 4429;

    public static CloseAdvice For(int code) => code switch
    {
        1001 or 1012 => CloseAdvice.Reconnect,
        TooMany => CloseAdvice.Wait,
        // Protocol error, wrong data type, bad payload, policy, too big, missing extension: the same frames fail again.
        1002 or 1003 or (>= 1007 and <= 1010) => CloseAdvice.Stop,
        >= 4400 and <= 4499 => CloseAdvice.Stop,
        _ => CloseAdvice.BackOff,
    };
}

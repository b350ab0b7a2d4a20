using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>Why an exchange failed, whether trying again can help, and what it says about the host.</summary>
internal sealed record FailureCause(string Code, string Phase, string Message)
{
    public int? Status { get; init; }

    public bool IsRetryable { get; init; }

    public ExchangeSignal Signal { get; init; } = ExchangeSignal.Neutral;

    /// <summary>A failure of the host or the way to it: worth another try.</summary>
    public static FailureCause OfHost(string code, string phase, string message) =>
        new(code, phase, message) { IsRetryable = true, Signal = new ExchangeSignal(HostSignal.Failure) };

    /// <summary>We lost the right to go on, not the host its health: its throttle moved, or this process stood still.</summary>
    public static FailureCause PermitLost { get; } =
        new("permit_lost", "permit", "The permit ended before the exchange did.") { IsRetryable = true };

    /// <summary>The body cannot be used; the same body would come again.</summary>
    public static FailureCause OfContent(string code, string message) => new(code, "content", message);

    public FetchError ToError(Parts exchange, int attempts) =>
        new(Code, exchange == Parts.Flag ? "flag" : "metadata", Phase, Status, attempts, Message);
}

using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>Why an exchange failed, whether trying again can help, and what it says about the host.</summary>
/// <param name="Code">Stable; docs/protocol.md lists them.</param>
/// <param name="Phase">As in <see cref="FetchError"/>.</param>
/// <param name="Message">One sentence; never a secret, and nothing of the origin's that was not cut and cleaned.</param>
internal sealed record FailureCause(string Code, string Phase, string Message)
{
    public int? Status { get; init; }

    public bool IsRetryable { get; init; }

    /// <summary>Where <see cref="IsRetryable"/>: requests worth sending, the first included. Default: as many as are configured.</summary>
    public int MostAttempts { get; init; } = int.MaxValue;

    /// <summary>No request was sent that failed like this: the host is down.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Default neutral.</summary>
    public HostSignal Host { get; init; }

    /// <summary>With <see cref="HostSignal.Hold"/>: how long, from the response's arrival; null if it does not say.</summary>
    public TimeSpan? HoldFor { get; init; }

    public ExchangeSignal Signal => Host is HostSignal.Failure or HostSignal.Hold
        ? new ExchangeSignal(Host, HoldFor, Host == HostSignal.Hold ? Code : null, new HostFailure(Code, Phase, Status, Message))
        : Status is null ? ExchangeSignal.Neutral : ExchangeSignal.Answered;

    /// <summary>A failure of the host or the way to it: worth another try.</summary>
    public static FailureCause OfHost(string code, string phase, string message) =>
        new(code, phase, message) { IsRetryable = true, Host = HostSignal.Failure };

    /// <summary>We lost the right to go on, not the host its health: its throttle moved, or this process stood still.</summary>
    public static FailureCause PermitLost { get; } =
        new("permit_lost", "permit", "The permit ended before the exchange did.") { IsRetryable = true };

    /// <summary>Asked again without a condition, it has to say what it has.</summary>
    public static FailureCause OtherVersion { get; } =
        new("unexpected_status", "headers", "The origin answered 304 for another version than the stored one.")
        {
            Status = 304, IsRetryable = true, MostAttempts = 2,
        };

    /// <summary>What came could not be written: no fault of the origin's.</summary>
    public static FailureCause NotStored { get; } = new("store_failed", "store", "What came could not be stored.");

    /// <summary>No permit came, because the host is down: it fails as the host's last exchange did.</summary>
    public static FailureCause HostDown(HostFailure last) =>
        new(last.Code, last.Phase, last.Message) { Status = last.Status, IsRefusal = true };

    /// <summary>The body cannot be used; the same body would come again.</summary>
    public static FailureCause OfContent(string code, string message) => new(code, "content", message);

    /// <summary>The body cannot be used, but may have been cut on its way: worth one more try.</summary>
    public static FailureCause OfCutContent(string code, string message) =>
        OfContent(code, message) with { IsRetryable = true, MostAttempts = 2 };

    public FetchError ToError(Parts exchange, int attempts) =>
        new(Code, exchange == Parts.Flag ? "flag" : "metadata", Phase, Status, attempts, Message);
}

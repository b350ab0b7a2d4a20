namespace Actors.Grains.Throttles;

/// <summary>The end of an exchange, as its throttle hears of it.</summary>
/// <param name="HoldFor">With <see cref="HostSignal.Hold"/>: how long, measured from the response's arrival; null if the host does not say.</param>
/// <param name="Reason">With <see cref="HostSignal.Hold"/>: the failure's code, shown by <c>GET /v1/origins</c>.</param>
/// <param name="Failure">With <see cref="HostSignal.Failure"/>: what happened.</param>
/// <param name="IsAnswered">With <see cref="HostSignal.Neutral"/>: there was an answer, so the host lives.</param>
/// <param name="Quota">What the response says of the host's quota; null if nothing.</param>
[GenerateSerializer, Immutable, Alias("actors.exchange-signal")]
public sealed record ExchangeSignal(
    [property: Id(0)] HostSignal Host, [property: Id(1)] TimeSpan? HoldFor = null, [property: Id(2)] string? Reason = null,
    [property: Id(3)] HostFailure? Failure = null, [property: Id(4)] Quota? Quota = null, [property: Id(5)] bool IsAnswered = false)
{
    public static ExchangeSignal Neutral { get; } = new(HostSignal.Neutral);

    /// <summary>An answer that says nothing of the host but that it lives: 404, 403, a body that cannot be used.</summary>
    public static ExchangeSignal Answered { get; } = new(HostSignal.Neutral, IsAnswered: true);
}

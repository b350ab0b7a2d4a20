namespace Actors.System.Tests.Faults.Invariants;

/// <summary>
/// Never more exchanges in flight at the origin than the cap. One that the client left counts until so long before the origin noticed
/// as news may take: the permit is free when the client leaves.
/// </summary>
internal sealed class PeakWithinCap : IInvariant
{
    public string Name => "peak in flight within the cap";

    public IEnumerable<string> Violations(History history)
    {
        // At the same moment an end comes before an arrival: the log notes an end before the client can know of it.
        var changes = history.Exchanges
            .SelectMany(exchange => new[] { (At: exchange.Received, By: 1, exchange), (At: End(exchange, history), By: -1, exchange) })
            .OrderBy(change => change.At).ThenBy(change => change.By);
        var inFlight = 0;
        foreach (var (at, by, exchange) in changes)
        {
            inFlight += by;
            if (by > 0 && inFlight > history.Settings.Cap)
                yield return $"{inFlight} in flight at {at:F1} ms, the cap is {history.Settings.Cap}: {exchange}";
        }
    }

    private static double End(OriginExchange exchange, History history) =>
        Math.Min(End(exchange, history.Settings), history.Kills.FirstOrDefault(kill => kill.Gone >= exchange.Received)?.Gone ?? double.MaxValue);

    private static double End(OriginExchange exchange, HistorySettings settings) => exchange.ClientWasFirst
        ? Math.Max(exchange.Received, exchange.Sent - settings.NewsMs)
        : Math.Max(exchange.Received, exchange.Sent);
}

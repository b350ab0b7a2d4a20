namespace Actors.System.Tests.Faults.Invariants;

/// <summary>
/// Once a hold is known, no request reaches the host before its end. What was sent before the answer came is let pass: it arrives
/// within the time that news take.
/// </summary>
internal sealed class HoldIsKept : IInvariant
{
    public string Name => "no permit while a hold is known";

    public IEnumerable<string> Violations(History history)
    {
        var holds = history.Exchanges
            .Where(exchange => exchange.HoldEnd is not null && !history.Kills.Any(kill => kill.Forgets(exchange, history.Settings)))
            .OrderBy(exchange => exchange.Sent).ToList();
        foreach (var exchange in history.Exchanges)
        {
            if (holds.Find(hold => exchange.Received > hold.Sent + history.Settings.NewsMs && exchange.Received < hold.HoldEnd) is { } broken)
                yield return $"{broken.HoldEnd - exchange.Received:F1} ms before the end of the hold by {broken}: {exchange}";
        }
    }
}

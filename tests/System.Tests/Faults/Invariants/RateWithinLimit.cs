namespace Actors.System.Tests.Faults.Invariants;

/// <summary>In any second no more requests than the rate; of a rate below one, in any span that it allows one in.</summary>
internal sealed class RateWithinLimit : IInvariant
{
    public string Name => "requests in any second within the rate";

    public IEnumerable<string> Violations(History history)
    {
        if (history.Settings.PerSecond is not { } rate)
            yield break;

        var span = 1000 * Math.Max(1, 1 / rate);
        var most = Math.Max(1, (int)Math.Floor(rate)) + (int)Math.Ceiling(rate * history.Settings.LateMs / 1000);
        var last = new Queue<double>();
        foreach (var exchange in history.Exchanges.OrderBy(exchange => exchange.Received))
        {
            last.Enqueue(exchange.Received);
            while (last.Peek() <= exchange.Received - span)
                last.Dequeue();
            if (last.Count > most)
                yield return $"{last.Count} requests in the {span:F0} ms up to {exchange.Received:F1} ms, {most} are allowed: {exchange}";
        }
    }
}

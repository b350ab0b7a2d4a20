namespace Actors.System.Tests.Faults.Invariants;

/// <summary>No path is asked again before its own Retry-After, not by a millisecond, and by no successor of a node that was killed.</summary>
internal sealed class RetryAfterIsKept : IInvariant
{
    public string Name => "no retry before its Retry-After";

    public IEnumerable<string> Violations(History history) =>
        from path in history.Exchanges.GroupBy(exchange => exchange.Key)
        let inOrder = path.OrderBy(exchange => exchange.Received).ToList()
        from pair in inOrder.Zip(inOrder.Skip(1))
        let due = pair.First.Sent + pair.First.RetryAfterMs
        where pair.Second.Received < due && !history.Kills.Any(kill => kill.Forgets(pair.First, history.Settings))
        select $"{due - pair.Second.Received:F1} ms early: {pair.Second} after {pair.First}, which asked for {pair.First.RetryAfterMs} ms";
}

namespace Actors.System.Tests.Faults.Invariants;

/// <summary>
/// At every moment: retries so far at most what the budget began with, what the successes earned, and what the time earned. That
/// it cannot be saved up above its capacity does not show at the origin, where a retry arrives long after it was charged.
/// </summary>
internal sealed class RetriesWithinBudget : IInvariant
{
    public string Name => "retries within the budget";

    public IEnumerable<string> Violations(History history)
    {
        if (history.Exchanges.Count == 0)
            yield break;

        var settings = history.Settings;
        var start = history.Exchanges.Min(exchange => exchange.Received);
        double[] successes = [.. history.Exchanges.Where(IsSuccess).Select(exchange => exchange.Sent).Order()];
        var (retries, earned) = (0, 0);
        foreach (var retry in Retries(history.Exchanges).OrderBy(exchange => exchange.Received))
        {
            while (earned < successes.Length && successes[earned] <= retry.Received)
                earned++;
            var budget = settings.BudgetCapacity + (settings.BudgetPerSuccess * earned)
                + (settings.BudgetPerSecond * (retry.Received - start) / 1000);
            if (++retries > budget)
                yield return $"retry {retries} at {retry.Received:F1} ms, where {earned} successes allow {budget:F1}: {retry}";
        }
    }

    private static IEnumerable<OriginExchange> Retries(IEnumerable<OriginExchange> exchanges) =>
        from path in exchanges.GroupBy(exchange => exchange.Key)
        let inOrder = path.OrderBy(exchange => exchange.Received).ToList()
        from pair in inOrder.Zip(inOrder.Skip(1))
        where pair.First.WantsRetry
        select pair.Second;

    // 4xx are answers of a host that is well, but for those that say it is not.
    private static bool IsSuccess(OriginExchange exchange) =>
        exchange.Status is >= 200 and < 500 and not (408 or 429 or OriginExchange.ClientLeft);
}

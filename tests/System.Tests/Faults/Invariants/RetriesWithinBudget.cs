namespace Actors.System.Tests.Faults.Invariants;

/// <summary>
/// In any span: at most as many retries as the budget can hold, and what good answers and the time earned meanwhile. A retry counts for a
/// span that holds both the answer which made it necessary and its own arrival: somewhere in between it was charged.
/// </summary>
internal sealed class RetriesWithinBudget : IInvariant
{
    public string Name => "retries within the budget";

    public IEnumerable<string> Violations(History history)
    {
        var settings = history.Settings;
        double[] successes = [.. history.Exchanges.Where(exchange => exchange.IsSuccess).Select(exchange => exchange.Sent).Order()];
        List<Retry> retries = [.. Retries(history).OrderBy(retry => retry.Again.Received)];
        // A span may as well begin with the answer that made one of its retries necessary, and end with the arrival of one.
        return retries.Select(retry => retry.After.Sent).Distinct()
            .Select(start => Worst(start, retries, successes, settings))
            .Where(span => span.Retries > span.Budget)
            .OrderByDescending(span => span.Retries - span.Budget)
            .Take(1)
            .Select(span => $"{span.Retries} retries in the {span.End - span.Start:F0} ms up to {span.End:F1} ms, {span.Budget:F1} are allowed");
    }

    private static Span Worst(double start, List<Retry> retries, double[] successes, HistorySettings settings)
    {
        var earned = -successes.TakeWhile(heard => heard < start - settings.NewsMs).Count();
        var (count, next) = (0, 0);
        Span? worst = null;
        foreach (var retry in retries.Where(retry => retry.After.Sent >= start))
        {
            var end = retry.Again.Received;
            while (next < successes.Length && successes[next] <= end)
                next++;
            var budget = settings.BudgetCapacity + (settings.BudgetPerSuccess * (earned + next)) + (settings.BudgetPerSecond * (end - start) / 1000);
            if (++count - budget > worst?.Excess || worst is null)
                worst = new Span(start, end, count, budget);
        }

        return worst!;
    }

    // Whoever was killed in between begins anew: nothing of that exchange was tried before.
    private static IEnumerable<Retry> Retries(History history) =>
        from path in history.Exchanges.GroupBy(exchange => exchange.Key)
        let inOrder = path.OrderBy(exchange => exchange.Received).ToList()
        from pair in inOrder.Zip(inOrder.Skip(1))
        where pair.First.WantsRetry && !history.Kills.Any(kill => pair.First.Received <= kill.Gone && pair.Second.Received >= kill.Sent)
        select new Retry(pair.First, pair.Second);

    private sealed record Retry(OriginExchange After, OriginExchange Again);

    private sealed record Span(double Start, double End, int Retries, double Budget)
    {
        public double Excess => Retries - Budget;
    }
}

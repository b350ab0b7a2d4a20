using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Load;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>What clients have after gateways went away under them, once the harvest has ended.</summary>
/// <param name="Totals">Of all.</param>
/// <param name="Lost">Numbered events that some client did not get, of all clients.</param>
internal sealed record Ending(Totals Totals, long Lost)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Cancels the harvest, which ends every open country with an outcome, and waits until everybody has heard of it.</summary>
    public static async Task<Ending> Of(Cluster cluster, LoadClient load, string name, Held harvest, int clients)
    {
        var last = await cluster.Cancel(harvest);
        var totals = await load.Until(name, totals => totals.Completed == clients, Patience, "completed");
        await load.Close(name);
        return new Ending(totals, (last * clients) - totals.Numbered);
    }

    public static void Print(IReadOnlyList<Ending> endings)
    {
        var lost = endings.Max(one => Math.Abs(one.Lost));
        var faults = endings.Max(one => one.Totals.Faults);
        var resets = endings.Max(one => one.Totals.Resets);
        var contents = endings.Max(one => one.Totals.Contents.Count);
        Table.Row("events with a number, all clients", Spread.Of(endings.Select(one => (double)one.Totals.Numbered)).Show("n0"), "");
        Table.Row("of them lost or too many, most", $"{lost}", Goal.AtMost(0, lost));
        Table.Row($"out of order, doubled, refused, most{Because(endings)}", $"{faults}", Goal.AtMost(0, faults));
        Table.Row("different histories among the clients, byte for byte", $"{contents}", Goal.AtMost(1, contents));
        Table.Row("`reset`, most", $"{resets}", Goal.AtMost(0, resets));
        Table.Row("reconnections", Spread.Of(endings.Select(one => (double)one.Totals.Reconnects)).Show("n0"), "");
    }

    private static string Because(IReadOnlyList<Ending> endings) =>
        endings.FirstOrDefault(one => one.Totals.FirstFault is not null)?.Totals.FirstFault is { } fault ? $" (`{fault}`)" : "";
}

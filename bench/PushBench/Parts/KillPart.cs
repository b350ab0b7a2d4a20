using System.Diagnostics;
using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>Two gateways; all clients are at one, which is killed. They go to the other, which has never heard of the harvest.</summary>
internal sealed class KillPart(Bench bench, LoadClient load)
{
    public const string Name = "kill";
    private const double PerSecond = 8;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int Clients => bench.Options.Clients;

    public async Task Run()
    {
        using var cluster = await Cluster.Start(bench, PerSecond, gateways: 2);
        List<double> seconds = [], silences = [];
        List<Ending> endings = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"{Name}: round {round + 1} of {bench.Options.Rounds}");
            var harvest = await cluster.Hold(new HarvestWish(HarvestWish.Most, Every: true));
            await load.Open(cluster.Crowd(Name, Clients, harvest) with { Follows = true });
            await cluster.Release();
            await bench.Wait(Before);
            var killed = Stopwatch.GetTimestamp();
            cluster.Gateway.Kill();
            var totals = await load.Until(Name, totals => totals.Resumed == Clients && totals.Connected == Clients, Patience, "resumed");
            seconds.Add(Stopwatch.GetElapsedTime(killed, totals.LastResumed).TotalSeconds);
            silences.Add(totals.LongestSilence);
            await bench.Wait(After);
            endings.Add(await Ending.Of(cluster, load, Name, harvest, Clients));
            await cluster.StartGateway(0);
        }

        var slowest = Spread.Of(seconds);
        Table.Begin($"A gateway killed under {Clients:N0} clients, {PerSecond} outcomes a second", "what", ">figure", "goal");
        Table.Row("the last client has events again, s", slowest.Show("0.00"), Goal.AtMost(10, slowest.Most, " s"));
        Table.Row("longest time of a client without events, s", Spread.Of(silences).Show("0.00"), "");
        Ending.Print(endings);
    }
}

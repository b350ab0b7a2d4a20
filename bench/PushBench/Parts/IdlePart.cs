using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Load;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>What connections cost while nothing happens, and ten thousand of them.</summary>
internal sealed class IdlePart(Bench bench, LoadClient load)
{
    public const string Name = "idle";
    private const string First = "first";
    private const string Idle = "idle";
    private const int FirstClients = 100;
    private const int FewClients = 1000;
    private const int Clients = 5000;
    private const int ManyClients = 10_000;
    private const double ManyPerSecond = 2;
    private const int ManyCountries = 16;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public async Task Run()
    {
        Dictionary<string, List<double>> each = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"{Name}: round {round + 1} of {bench.Options.Rounds}");
            await Bench.InTurns(round, [Ours, .. Peer.All.Select<Func<Bench, Task<Peer?>>, Func<Task>>(start => () => Theirs(start))]);
        }

        Table.Begin($"{Clients:N0} idle connections, each subscribed to the same harvest", "who", ">KiB a connection", "goal");
        foreach (var (who, figures) in each)
        {
            var spread = Spread.Of(figures);
            Table.Row(who, spread.Show("0.0"), who == Contest.Gateway ? Goal.AtMost(24, spread.Median, " KiB") : "");
        }

        await Many();

        async Task Ours()
        {
            using var cluster = await Cluster.Start(bench, ManyPerSecond);
            var harvest = await cluster.Hold(new HarvestWish(ManyCountries));
            Keep(Contest.Gateway, await Measure(cluster.Gateway, cluster.Crowd(First, FirstClients, harvest)));
        }

        async Task Theirs(Func<Bench, Task<Peer?>> start)
        {
            using var peer = await start(bench);
            if (peer is not null) Keep(peer.Name, await Measure(peer.Process, peer.Crowd(First, FirstClients)));
        }

        void Keep(string who, double figure)
        {
            if (!each.TryGetValue(who, out var figures)) each[who] = figures = [];
            figures.Add(figure);
        }
    }

    // A process of its own each time: what one measurement left free would be used by the next.
    private async Task<double> Measure(ServerProcess server, Crowd crowd)
    {
        // What every server needs once, code above all, belongs to no connection.
        await load.Open(crowd);
        await bench.Wait(Settle);
        var before = server.KibiBytes;
        await load.Open(crowd with { Name = Idle, Count = Clients });
        await bench.Wait(Settle);
        var after = server.KibiBytes;
        await load.Close(Idle);
        await load.Close(First);
        return (after - before) / Clients;
    }

    private async Task Many()
    {
        List<double> before = [], open = [], during = [], kibiBytes = [], slowest = [];
        var rounds = Math.Max(1, bench.Options.Rounds / 5);
        for (var round = 0; round < rounds; round++)
        {
            await Bench.Say($"{Name}: {ManyClients:N0} clients, round {round + 1} of {rounds}");
            using var cluster = await Cluster.Start(bench, ManyPerSecond);
            // The pool of threads grows with the work of a thousand too, so that is what ten thousand are compared with.
            before.Add(await Serve(cluster, cluster.Crowd(First, FewClients, await cluster.Hold(new HarvestWish(ManyCountries / 2)))));
            var crowd = cluster.Crowd(Idle, ManyClients, await cluster.Hold(new HarvestWish(ManyCountries))) with { Records = true };
            await bench.Wait(Settle);
            var memory = cluster.Gateway.KibiBytes;
            await load.Open(crowd);
            await bench.Wait(Settle);
            open.Add(cluster.Gateway.Threads);
            kibiBytes.Add((cluster.Gateway.KibiBytes - memory) / ManyClients);
            await cluster.Origin.Reset();
            await cluster.Release();
            await bench.Wait(Settle + Settle);
            during.Add(cluster.Gateway.Threads);
            await Finish(crowd);
            var published = await Publication.Times(cluster.Origin, await load.Recording(Idle));
            slowest.Add((await load.Delays(Idle, published)).Whole.P99);
            await load.Close(Idle);
        }

        Table.Begin($"{ManyClients:N0} connections, each served {ManyCountries} outcomes and their progress", "what", ">figure", "goal");
        Table.Row("connected and served, in order, nothing missing", $"{ManyClients:N0}", Goal.AtLeast(ManyClients, ManyClients));
        Table.Row("KiB a connection", Spread.Of(kibiBytes).Show("0.0"), "");
        Table.Row("an outcome to all of them, p99, ms", Spread.Of(slowest).Show("0"), "");
        Table.Row($"threads of the gateway while {FewClients:N0} are served", Spread.Of(before).Show("0"), "");
        Table.Row($"while {ManyClients:N0} are connected", Spread.Of(open).Show("0"), Flat(open));
        Table.Row($"while {ManyClients:N0} are served", Spread.Of(during).Show("0"), Flat(during));

        string Flat(List<double> threads) =>
            $"flat: {Goal.AtMost(Spread.Of(before).Most + Environment.ProcessorCount, Spread.Of(threads).Median)}";
    }

    // Threads while they are served.
    private async Task<int> Serve(Cluster cluster, Crowd crowd)
    {
        await load.Open(crowd);
        await cluster.Release();
        await bench.Wait(Settle);
        var threads = cluster.Gateway.Threads;
        await Finish(crowd);
        await load.Close(crowd.Name);
        return threads;
    }

    private async Task Finish(Crowd crowd)
    {
        var totals = await load.Until(crowd.Name, totals => totals.Completed == crowd.Count, TimeSpan.FromMinutes(1), "completed");
        if (totals is not { Faults: 0, Resets: 0, Reconnects: 0 })
            throw new InvalidOperationException($"{crowd.Name}: not served well: {totals}");
    }
}

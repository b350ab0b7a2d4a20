using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>Two gateways are restarted one after the other under clients that try the other one.</summary>
internal sealed class RollingPart(Bench bench, LoadClient load)
{
    public const string Name = "rolling";
    private const double PerSecond = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private int Clients => bench.Options.Clients;

    public async Task Run()
    {
        using var cluster = await Cluster.Start(bench, PerSecond, gateways: 2);
        List<double> stops = [], longest = [], median = [];
        List<Ending> endings = [];
        List<Answers> answers = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"{Name}: round {round + 1} of {bench.Options.Rounds}");
            var harvest = await cluster.Hold(new HarvestWish(HarvestWish.Most, Every: true));
            await load.Open(cluster.Crowd(Name, Clients, harvest) with { Follows = true, Spreads = true });
            using var readers = CancellationTokenSource.CreateLinkedTokenSource(bench.Stopping);
            var path = $"/v1/harvests/{harvest.Id}";
            var reading = Task.WhenAll(cluster.Addresses.Select((_, number) => Reader.Run(cluster.Addresses, number, path, readers.Token)));
            await cluster.Release();
            await bench.Wait(Pause);
            for (var number = 0; number < cluster.Addresses.Count; number++)
            {
                stops.Add(await cluster.Nth(number).Terminate(bench.Stopping));
                await cluster.StartGateway(number);
                await bench.Wait(Pause);
            }

            await readers.CancelAsync();
            answers.AddRange(await reading);
            var ending = await Ending.Of(cluster, load, Name, harvest, Clients);
            longest.Add(ending.Totals.LongestSilence);
            median.Add(ending.Totals.MedianSilence);
            endings.Add(ending);
        }

        Table.Begin(
            $"Two gateways restarted, one after the other, under {Clients:N0} clients, {PerSecond} outcomes a second",
            "what", ">figure", "goal");
        Table.Row("longest time of a client without events, s", Spread.Of(longest).Show("0.00"), "stated");
        Table.Row("the same, median of all clients, s", Spread.Of(median).Show("0.00"), "");
        Table.Row("a gateway stops, s", Spread.Of(stops).Show("0.00"), "");
        Table.Row("HTTP requests meanwhile", $"{answers.Sum(one => one.Asked):n0}", "");
        Table.Row("answered by the other gateway only", $"{answers.Sum(one => one.ByTheOther):n0}", "");
        Table.Row("failed at both", $"{answers.Sum(one => one.Failed):n0}", Goal.AtMost(0, answers.Sum(one => one.Failed)));
        Ending.Print(endings);
    }
}

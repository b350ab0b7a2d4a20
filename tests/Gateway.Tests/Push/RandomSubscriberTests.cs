using System.Globalization;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Tests.Push;

/// <summary>
/// Subscribers that join, stall, drop and resume at random, on two gateways, while the cluster settles countries, loses
/// messages and, now and then, its log: in the end every client knows what the grain knows.
/// </summary>
public sealed class RandomSubscriberTests(GatewayFixture fixture)
{
    private const int Runs = 1000;
    private const int AtOnce = 8;

    [Fact]
    public async Task Every_client_ends_with_the_state_of_the_grain()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("ACTORS_SEED") ?? "1", CultureInfo.InvariantCulture);
        await using var second = await fixture.StartGateway();
        RunningGateway[] gateways = [fixture.Gateway, second];
        await Parallel.ForEachAsync(
            Enumerable.Range(first, Runs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Answers.Cancel },
            async (seed, _) =>
            {
                try
                {
                    await Run(new Random(seed), gateways);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"ACTORS_SEED={seed}", failure);
                }
            });
    }

    private static async Task Run(Random random, RunningGateway[] gateways)
    {
        var open = CountryCodes.Every.OrderBy(_ => random.Next()).Take(random.Next(1, 16)).ToList();
        var harvest = StagedHarvest.New([.. open]);
        var clients = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new ModelClient(harvest)).ToArray();
        var epochs = 0;
        while (open.Count > 0)
        {
            var client = clients[random.Next(clients.Length)];
            switch (random.Next(10))
            {
                case < 3 when !client.IsConnected:
                    await client.Join(gateways[random.Next(2)]);
                    // A snapshot or what was missed; more may be on its way, and waits.
                    await client.Read(1);
                    break;
                case < 3 when random.Next(2) == 0:
                    client.Drop();
                    break;
                case 3:
                    harvest.Progress(random.Next(100));
                    break;
                case 4:
                    harvest.Steer(random.Next(2) == 0 ? HarvestState.Paused : HarvestState.Running);
                    break;
                case 5 when random.Next(20) == 0:
                    harvest.StartNewEpoch($"e{++epochs}");
                    break;
                case 6:
                    // Nobody hears of it until the next message shows the gap.
                    harvest.Store(Take(open, random), Outcome(random));
                    break;
                default:
                    harvest.Settle(Take(open, random), Outcome(random));
                    break;
            }
        }

        harvest.Complete();
        var snapshot = harvest.Snapshot();
        foreach (var client in clients)
        {
            if (!client.IsConnected && !client.IsDone)
                await client.Join(gateways[random.Next(2)]);
            await client.Read(int.MaxValue);
            Assert.True(client.IsDone);
            Assert.Equal("completed", client.Ending);
            Assert.True(client.Resets <= epochs, $"{client.Resets} resets of {epochs} epochs");
            Assert.Equal(
                snapshot.Countries.ToDictionary(country => country.Code, country => Wire(country.State)),
                client.States.ToDictionary());
            client.Dispose();
        }
    }

    private static string Take(List<string> open, Random random)
    {
        var code = open[random.Next(open.Count)];
        open.Remove(code);
        return code;
    }

    private static CountryState Outcome(Random random) => random.Next(4) switch
    {
        0 => CountryState.NotFound,
        1 => CountryState.Failed,
        _ => CountryState.Ok,
    };

    private static string Wire(CountryState state) => char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..];
}

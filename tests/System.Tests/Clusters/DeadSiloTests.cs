using System.Collections.Concurrent;
using System.Net;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>What readers notice of a silo that dies: nothing but time.</summary>
public sealed class DeadSiloTests(ITestOutputHelper output)
{
    private const int Readers = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_read_fails_while_it_is_voted_out()
    {
        await using var cluster = await RedisCluster.Start(3, 2, ("Cluster__Profile", "Fast"));
        using var client = cluster.Client(0);
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "local", All = true, Concurrency = 50 }, null, Cancel);
        var codes = (await client.WaitForHarvestAsync(harvest.Id, TimeSpan.FromSeconds(60), Cancel)).Countries.Select(country => country.Code).ToList();
        using var http = new HttpClient { Timeout = Patience };
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        ConcurrentBag<(HttpStatusCode Status, TimeSpan Took)> answers = [];

        var reading = Task.WhenAll(Enumerable.Range(0, Readers).Select(Read));
        await Eventually.True(() => Task.FromResult(answers.Count > 200), Patience, () => "readers are answered");
        await cluster.Silos[1].Process.Kill();
        await Task.Delay(Aftermath, TimeProvider.System, Cancel);
        await enough.CancelAsync();
        await reading;

        output.WriteLine($"{answers.Count} reads, the slowest took {answers.Max(answer => answer.Took).TotalSeconds:F1} s");
        Assert.DoesNotContain(answers, answer => answer.Status != HttpStatusCode.OK);

        async Task Read(int reader)
        {
            var random = new Random(reader);
            while (!enough.IsCancellationRequested)
            {
                var start = TimeProvider.System.GetTimestamp();
                var gateway = cluster.Gateways[random.Next(cluster.Gateways.Count)].Address;
                using var answer = await http.GetAsync(new Uri(gateway, $"/v1/countries/{codes[random.Next(codes.Count)]}?origin=local"), Cancel);
                answers.Add((answer.StatusCode, TimeProvider.System.GetElapsedTime(start)));
            }
        }
    }
}

using System.Text.Json;
using Actors.System.Tests.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>Who is in a cluster, as everybody can see it.</summary>
public sealed class ClusterTopicTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_names_who_is_there_who_dies_and_who_comes()
    {
        await using var cluster = await RedisCluster.Begin(("Cluster__Profile", "Fast"));
        await Task.WhenAll(cluster.AddSilo(), cluster.AddSilo());
        await Task.WhenAll(cluster.AddGateway(), cluster.AddGateway());
        await Eventually.True(
            async () => Active(await Get(cluster, 0), "silos") == 2 && Active(await Get(cluster, 1), "gateways") == 2, Patience, () => "all are named by both");
        var whole = await Get(cluster, 0);
        Assert.Single(whole.GetProperty("versions").EnumerateArray());
        Assert.True(whole.GetProperty("activations").GetInt32() > 0);
        using var socket = await EventSocket.Open(cluster.Gateways[0].Address);
        await socket.Subscribe("cluster");
        var snapshot = (await socket.Receive())!.Value;
        Assert.Equal(["silo", "silo", "gateway", "gateway"], snapshot.GetProperty("state").EnumerateArray().Select(member => member.GetProperty("kind").GetString()));

        HashSet<string> known = [.. Silos(whole)];
        await cluster.Silos[0].Process.Kill();
        var dead = await Told(socket, "silo", "dead");
        await cluster.Silos[0].Start();
        var young = await Told(socket, "silo", "active", silo => !known.Contains(Text(silo, "address")));
        await cluster.Gateways[1].Process.Terminate();
        var gone = await Told(socket, "gateway", "dead");

        Assert.Contains(Text(dead, "address"), known);
        var left = Silos(await Get(cluster, 0), "active").ToList();
        Assert.Equal(2, left.Count);
        Assert.Contains(Text(young, "address"), left);
        Assert.DoesNotContain(Text(dead, "address"), left);
        Assert.Equal(Name(cluster.Gateways[1].Address), Name(Text(gone, "name")));

        await Eventually.True(async () => Active(await Get(cluster, 0), "gateways") == 1, Patience, () => "one gateway is left");
    }

    private static async Task<JsonElement> Told(EventSocket socket, string kind, string state, Func<JsonElement, bool>? which = null)
    {
        while (await socket.Receive() is { } frame)
        {
            if (frame.TryGetProperty(kind, out var member) && Text(member, "state") == state && which?.Invoke(member) is not false)
                return member;
        }

        throw new InvalidOperationException($"The socket was closed before a {kind} was {state}.");
    }

    private static string Text(JsonElement member, string name) => member.GetProperty(name).GetString()!;

    private static IEnumerable<string> Silos(JsonElement cluster, string? state = null) => cluster.GetProperty("silos").EnumerateArray()
        .Where(silo => state is null || Text(silo, "state") == state).Select(silo => Text(silo, "address"));

    /// <summary>A gateway is named after its machine and port.</summary>
    private static string Name(Uri address) => $"{address.Port}";

    private static string Name(string name) => name[(name.LastIndexOf(':') + 1)..];

    private static async Task<JsonElement> Get(RedisCluster cluster, int gateway) =>
        JsonElement.Parse(await Http.GetStringAsync(new Uri(cluster.Gateways[gateway].Address, "/v1/cluster"), Cancel));

    private static int Active(JsonElement cluster, string kind) =>
        cluster.GetProperty(kind).EnumerateArray().Count(member => member.GetProperty("state").GetString() == "active");
}

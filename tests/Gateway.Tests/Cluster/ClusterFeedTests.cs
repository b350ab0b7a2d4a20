using System.Text.Json;
using Actors.Gateway.Cluster;
using Actors.Gateway.Push;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Membership;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Cluster;

public sealed class ClusterFeedTests
{
    private readonly FakeTimeProvider _time = new();
    private ClusterStatus _cluster = new([Silo("10.0.0.1:11111@1", 7), Silo("10.0.0.2:11111@1", 3)], [Gateway("a", MemberState.Active)]);

    [Fact]
    public async Task It_names_silos_then_gateways()
    {
        using var feed = Feed();
        feed.Attach(new Reader());

        var state = JsonElement.Parse((await feed.Load(Answers.Cancel)).State.Utf8.Span);

        Assert.Equal(["silo", "silo", "gateway"], state.EnumerateArray().Select(member => member.GetProperty("kind").GetString()));
        Assert.Equal(7, state[0].GetProperty("activations").GetInt32());
        Assert.Equal("active", state[2].GetProperty("state").GetString());
    }

    [Fact]
    public async Task One_that_the_list_has_forgotten_is_told_to_be_dead_and_then_no_more()
    {
        using var feed = Feed();
        feed.Attach(new Reader());
        var before = await feed.Load(Answers.Cancel);
        _cluster = new ClusterStatus([Silo("10.0.0.1:11111@1", 7)], []);
        await Ask(() => feed.View.Last > before.Last);

        var first = feed.View.Next(before.Last)!.Value;
        var second = feed.View.Next(first.Seq)!.Value;
        Assert.Null(feed.View.Next(second.Seq));
        var (silo, gateway) = (JsonElement.Parse(first.Utf8).GetProperty("silo"), JsonElement.Parse(second.Utf8).GetProperty("gateway"));
        Assert.Equal(("10.0.0.2:11111@1", "dead"), (silo.GetProperty("address").GetString(), silo.GetProperty("state").GetString()));
        Assert.Equal(("a", "dead"), (gateway.GetProperty("id").GetString(), gateway.GetProperty("state").GetString()));
        await Ask(() => JsonElement.Parse(feed.View.State.Utf8.Span).GetArrayLength() == 1);
    }

    [Fact]
    public void The_body_sums_up_and_names_the_versions_that_serve()
    {
        var dead = Silo("10.0.0.3:11111@1", 9) with { State = MemberState.Dead, Report = new SiloReport("10.0.0.3:11111@1", "0.9", "f", 9, 2) };
        var body = ClusterBody.From(_cluster with { Silos = _cluster.Silos.Add(dead) });

        Assert.Equal((10, 2), (body.Activations, body.Harvests));
        Assert.Equal(["1.0"], body.Versions);
        Assert.Equal(0, body.Silos[2].Activations);
    }

    private Task Ask(Func<bool> happened) => Eventually.Holds(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(0.5));
        return happened();
    });

    private ClusterFeed Feed() =>
        new(Played.Grains<IClusterGrain>((_, _) => Task.FromResult(_cluster)), _time, NullLogger<ClusterFeed>.Instance);

    private static SiloMember Silo(string address, int activations) => new(
        address, "Silo", MemberState.Active, DateTimeOffset.UnixEpoch, new SiloReport(address, "1.0", "f", activations, 1));

    private static GatewayReport Gateway(string id, MemberState state) => new(id, "web:8080", "1.0", DateTimeOffset.UnixEpoch, state, 1);

    private sealed class Reader : IFeedReader
    {
        public void Wake()
        {
        }
    }
}

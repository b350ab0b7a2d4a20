using Actors.Grains.Membership;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Membership;

public sealed class ClusterRollTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly ClusterRoll _roll;

    public ClusterRollTests() => _roll = new ClusterRoll(_time);

    [Fact]
    public void A_gateway_that_is_not_heard_of_is_dead_after_five_seconds_and_forgotten_after_five_minutes()
    {
        _roll.Report(Gateway("a"));
        _roll.Report(Gateway("b"));
        _time.Advance(TimeSpan.FromSeconds(4));
        _roll.Report(Gateway("b"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([MemberState.Dead, MemberState.Active], _roll.Describe([]).Gateways.Select(gateway => gateway.State));
        Assert.Equal([0, 3], _roll.Describe([]).Gateways.Select(gateway => gateway.Sockets));
        _time.Advance(ClusterStatus.DeadNamedFor - TimeSpan.FromSeconds(2));
        Assert.Equal("b", Assert.Single(_roll.Describe([]).Gateways).Id);
    }

    [Fact]
    public void Silos_are_those_of_the_table_and_the_dead_of_the_last_minutes()
    {
        _roll.Report(Silo("s1", "x"));
        _roll.Report(Silo("no-member", "x"));
        var now = _time.GetUtcNow();

        var silos = _roll.Describe(
        [
            Row("s2", MemberState.Joining, now), Row("s1", MemberState.Active, now),
            Row("s3", MemberState.Dead, now - TimeSpan.FromMinutes(4)), Row("s4", MemberState.Dead, now - TimeSpan.FromMinutes(5)),
        ]).Silos;

        Assert.Equal(["s1", "s2", "s3"], silos.Select(silo => silo.Address));
        Assert.Equal(5, silos[0].Report!.Activations);
        Assert.Null(silos[1].Report);
    }

    [Fact]
    public void Silos_with_other_origins_than_most_are_named_as_long_as_they_live()
    {
        foreach (var (address, origins) in new[] { ("s1", "x"), ("s2", "y"), ("s3", "x") })
            _roll.Report(Silo(address, origins));
        Assert.Equal(["s2"], _roll.Dissenters());

        _time.Advance(TimeSpan.FromSeconds(5));
        _roll.Report(Silo("s1", "x"));
        Assert.Empty(_roll.Dissenters());
    }

    [Fact]
    public void It_is_bounded_whatever_reports()
    {
        for (var n = 0; n < ClusterRoll.Most + 10; n++)
            _roll.Report(Gateway($"{n}"));

        Assert.Equal(ClusterRoll.Most, _roll.Describe([]).Gateways.Length);
    }

    private static GatewayReport Gateway(string id) => new(id, "web:8080", "1.0", DateTimeOffset.UnixEpoch, MemberState.Active, 3);

    private static SiloReport Silo(string address, string origins) => new(address, "1.0", origins, 5, 1);

    private static SiloRow Row(string address, MemberState state, DateTimeOffset alive) => new(address, "Silo", state, DateTimeOffset.UnixEpoch, alive);
}

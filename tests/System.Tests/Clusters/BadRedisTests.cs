using Actors.System.Tests.Chaos;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>A silo that cannot use its Redis says so in one line that names the key, and ends at once.</summary>
public sealed class BadRedisTests
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("127.0.0.1:1", 3, "Cluster:Redis: 127.0.0.1:1 cannot be reached.")]
    [InlineData("no-such-host.invalid:6379", 3, "Cluster:Redis: no-such-host.invalid:6379 cannot be reached.")]
    [InlineData("a=b", 2, "Cluster:Redis must be a StackExchange.Redis connection string.")]
    public async Task That_is_not_there(string connection, int status, string line)
    {
        await using var stage = new Stage();

        await AssertEnds(stage, connection, status, line);
    }

    [Fact]
    public async Task That_is_not_there_is_waited_for_by_a_gateway_which_says_so_in_a_line()
    {
        await using var stage = new Stage();
        var gateway = stage.StartProgram("gateway", ("Urls", Stage.FreeAddress().ToString()), ("Cluster__Redis", "127.0.0.1:1"));

        var line = await gateway.Out.WaitFor(said => said.Contains("next try in", StringComparison.Ordinal), Seconds);

        Assert.EndsWith("Cluster:Redis: 127.0.0.1:1 does not answer.", line, StringComparison.Ordinal);
        Assert.False(gateway.HasExited);
    }

    [Theory]
    [InlineData(",password=wrong")]
    [InlineData("")]
    public async Task That_wants_another_password(string given)
    {
        await using var stage = new Stage();
        var redis = await RedisServer.Start(stage, password: "secret-of-redis");

        var silo = await AssertEnds(stage, $"127.0.0.1:{redis.Port}{given}", 2, $"Cluster:Redis: 127.0.0.1:{redis.Port} does not accept the user or password.");

        Assert.DoesNotContain("wrong", string.Join('\n', silo.Out.Lines.Concat(silo.Error.Lines)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_profile_that_there_is_not()
    {
        await using var stage = new Stage();
        var silo = stage.StartProgram(
            "silo", ("Silo__Urls", Stage.FreeAddress().ToString()), ("Cluster__Redis", "127.0.0.1:1"), ("Cluster__Profile", "Quick"));

        Assert.Equal(2, await silo.WaitForExit(Seconds));
        Assert.Equal("Cluster:Profile: must be Balanced or Fast", Assert.Single(silo.Error.Lines));
    }

    [Fact]
    public async Task That_is_too_old()
    {
        await using var stage = new Stage();
        var redis = await RedisServer.Start(stage);
        // As old as it says: a five in the place of its first digit, wherever it tells its version.
        await using var aged = new TcpProxy(redis.Port) { Falsify = answer => Age(answer.Span) };

        var silo = stage.StartProgram("silo", ("Silo__Urls", Stage.FreeAddress().ToString()), ("Cluster__Redis", $"127.0.0.1:{aged.Port}"));

        Assert.Equal(2, await silo.WaitForExit(Seconds));
        var line = Assert.Single(silo.Error.Lines);
        Assert.StartsWith($"Cluster:Redis: 127.0.0.1:{aged.Port} is Redis 5.", line, StringComparison.Ordinal);
        Assert.EndsWith("6.2 is the oldest that will do.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_silos_speak_another_contract()
    {
        await using var cluster = await RedisCluster.Begin();
        await cluster.AddSilo();
        await cluster.Redis.Set("actors/actors/contract", "999");

        var silo = cluster.NewSilo();
        await Assert.ThrowsAsync<InvalidOperationException>(silo.Start);

        Assert.Equal(3, await silo.Process.WaitForExit(Seconds));
        Assert.StartsWith("Cluster:Id: silos of 'actors' are running that speak contract 999", Assert.Single(silo.Process.Error.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_silos_have_other_origins_goes_on_and_says_so()
    {
        await using var cluster = await RedisCluster.Begin();
        await cluster.AddSilo();
        await cluster.AddSilo();
        var other = cluster.NewSilo(("Origins__mine__FlagUrl", "http://127.0.0.1:1/{cc}.svg"));
        await other.Start();

        await Eventually.True(
            () => Task.FromResult(cluster.Silos.Any(silo => silo.Process.Out.Lines.Any(line => line.Contains("Origins, Feeds: 127.0.0.1:", StringComparison.Ordinal)))),
            Seconds,
            () => "a silo says that the origins differ");
        Assert.All(cluster.Silos, silo => Assert.False(silo.Process.HasExited));
    }

    private static void Age(Span<byte> answer)
    {
        foreach (var mark in (ReadOnlySpan<string>)["redis_version:", "$7\r\nversion\r\n$6\r\n"])
        {
            var at = answer.IndexOf(global::System.Text.Encoding.ASCII.GetBytes(mark));
            if (at >= 0 && at + mark.Length < answer.Length)
                answer[at + mark.Length] = (byte)'5';
        }
    }

    private static async Task<RunningProcess> AssertEnds(Stage stage, string connection, int status, string line)
    {
        var silo = stage.StartProgram("silo", ("Silo__Urls", Stage.FreeAddress().ToString()), ("Cluster__Redis", connection));

        Assert.Equal(status, await silo.WaitForExit(Seconds));
        Assert.Equal(line, Assert.Single(silo.Error.Lines));
        return silo;
    }
}

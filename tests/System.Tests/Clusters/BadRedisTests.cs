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

    private static async Task<RunningProcess> AssertEnds(Stage stage, string connection, int status, string line)
    {
        var silo = stage.StartProgram("silo", ("Silo__Urls", Stage.FreeAddress().ToString()), ("Cluster__Redis", connection));

        Assert.Equal(status, await silo.WaitForExit(Seconds));
        Assert.Equal(line, Assert.Single(silo.Error.Lines));
        return silo;
    }
}

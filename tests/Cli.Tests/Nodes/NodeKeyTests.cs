using Actors.Cli.Nodes;

namespace Actors.Cli.Tests.Nodes;

public sealed class NodeKeyTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Theory]
    [InlineData("list")]
    [InlineData("watch h1")]
    [InlineData("cancel h1")]
    [InlineData("flags BR")]
    public async Task Every_command_shows_the_key_of_the_environment(string line)
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        _cli.Variables[NodeKey.Variable] = "c2VjcmV0";

        Assert.Equal(0, await _cli.Run([.. line.Split(' '), "--gateway", gateway.Url]));

        Assert.All(gateway.Keys, shown => Assert.Contains(shown, new[] { "c2VjcmV0", "Bearer c2VjcmV0" }));
        Assert.DoesNotContain("c2VjcmV0", _cli.Out + _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_one_nothing_is_shown(string? value)
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        if (value is not null)
            _cli.Variables[NodeKey.Variable] = value;

        Assert.Equal(0, await _cli.Run("watch", "h1", "--gateway", gateway.Url));

        Assert.All(gateway.Keys, shown => Assert.True(string.IsNullOrEmpty(shown)));
    }

    [Fact]
    public async Task What_cannot_be_a_key_ends_with_2_and_is_not_shown()
    {
        _cli.Variables[NodeKey.Variable] = "not a key";

        Assert.Equal(2, await _cli.Run("list", "--gateway", "http://localhost:9"));

        Assert.Contains(NodeKey.Variable, _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not a key", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_of_the_commands_own_can_be_steered_whatever_keys_are_configured()
    {
        var keys = $$"""{"Auth":{"Keys":{"ops":"{{NodeKey.Hash("theirs")}}"} } }""";
        await File.WriteAllTextAsync(Path.Combine(_cli.Directory, "appsettings.json"), keys, TestContext.Current.CancellationToken);

        Assert.Equal(2, await _cli.Run("cancel", "h1"));

        Assert.Contains("harvest_not_found", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_command_makes_a_key_of_its_own()
    {
        Assert.NotEqual(NodeKey.New(), NodeKey.New());
        Assert.Equal(64, NodeKey.New().Length);
    }

    public void Dispose() => _cli.Dispose();
}

using Actors.System.Tests.Processes;

namespace Actors.System.Tests.CommandLine;

/// <summary>Programs that cannot start say why in one line, with the key to change, and leave no stack trace.</summary>
public sealed class StartFailureTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData("serve", "Origins:book:FlagUrl", "http://127.0.0.1/flag.gif")]
    [InlineData("serve", "Data:Directory", "taken")]
    [InlineData("serve", "Urls", "nonsense")]
    [InlineData("serve", "Origin:Delay", "soon")]
    [InlineData("silo", "Origins:delay:MaxConcurrency", "1001")]
    [InlineData("silo", "Data:Directory", "taken")]
    [InlineData("gateway", "Orleans:Endpoints:GatewayPort", "many")]
    [InlineData("origin", "Origin:Error:Rate", "2")]
    public async Task A_wrong_setting_ends_with_2_and_names_its_key(string program, string key, string value)
    {
        // A file where a directory should be cannot be used, whoever tries.
        await File.WriteAllTextAsync(Path.Combine(_stage.Directory, "taken"), "", TestContext.Current.CancellationToken);

        var process = Start(program, (key.Replace(":", "__", StringComparison.Ordinal), value));
        var status = await process.WaitForExit(Patience);

        Assert.True(status == 2, process.Describe());
        Assert.Contains(key, process.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "Urls")]
    [InlineData("silo", "Silo:Urls")]
    [InlineData("gateway", "Urls")]
    public async Task A_port_that_is_taken_ends_with_3_and_names_its_key(string program, string key)
    {
        await _stage.StartOrigin();
        // A gateway looks for its cluster first, and as long as it takes.
        if (program == "gateway")
            await _stage.StartSilo();
        var taken = _stage.Origin.Address.ToString();

        var process = Start(program, (key.Replace(":", "__", StringComparison.Ordinal), taken), ("Origin__Embedded", "false"));
        var status = await process.WaitForExit(Patience);

        Assert.True(status == 3, process.Describe());
        Assert.Contains(key, process.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Error.ToString(), StringComparison.Ordinal);
    }

    private RunningProcess Start(string program, params (string Key, string Value)[] settings)
    {
        (string, string)[] elsewhere = [("Urls", Stage.FreeAddress().ToString()), ("Silo__Urls", Stage.FreeAddress().ToString())];
        return _stage.StartProgram(program, [.. elsewhere, .. settings]);
    }
}

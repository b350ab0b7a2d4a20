namespace Actors.System.Tests.Processes;

/// <summary><c>--health</c>: the programs ask themselves, where an image has neither shell nor curl.</summary>
public sealed class HealthVerbTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public async Task It_asks_the_process_that_has_the_same_configuration(string program)
    {
        await using var stage = new Stage();
        var address = Stage.FreeAddress();
        // Seen from outside it listens everywhere; the probe goes to this machine all the same.
        (string, string) setting = (program == "silo" ? "Silo__Urls" : "Urls", $"http://0.0.0.0:{address.Port}");
        await Ends(stage, program, ["live"], setting, 1, "does not answer");

        var running = stage.StartProgram(program, setting);
        // A gateway without a silo answers, but has not started: it waits for its cluster.
        await Stage.Ready(running, new Uri(address, program == "silo" ? "/health/ready" : "/health/live"));
        await Ends(stage, program, ["live"], setting, 0);
        foreach (var kind in new[] { "startup", "ready" })
        {
            if (program == "silo")
                await Ends(stage, program, [kind], setting, 0);
            else
                await Ends(stage, program, [kind], setting, 1, "answered 503");
        }

        await Ends(stage, program, ["well"], setting, 2, "startup, live, ready");
        await Ends(stage, program, [], setting, 2, "startup, live, ready");
    }

    private static async Task Ends(Stage stage, string program, string[] kind, (string, string) setting, int status, string? says = null)
    {
        var probe = stage.StartProgram(program, ["--health", .. kind], setting);
        Assert.Equal(status, await probe.WaitForExit(Patience));
        if (says is null)
            Assert.Empty(probe.Error.Lines);
        else
            Assert.Contains(says, Assert.Single(probe.Error.Lines), StringComparison.Ordinal);
    }
}

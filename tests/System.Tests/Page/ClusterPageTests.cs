using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>The cluster's page in a real browser. Leaves <c>cluster.png</c> in <c>artifacts/</c>.</summary>
public sealed class ClusterPageTests
{
    [Fact]
    public async Task Members_and_throttles_are_live_and_an_origin_is_paused_and_resumed_by_keyboard()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(Stage.FreeAddress(), ("Origins__delay__MaxConcurrency", "5"));

        var seen = await browser.Run(stage, "cluster.mjs", gateway.Address);

        Assert.Equal("Active: 1 silo, 1 gateway.", seen.GetProperty("summary").GetString());
        Assert.Equal("", seen.GetProperty("problem").GetString());
        Assert.InRange(seen.GetProperty("busy").GetInt32(), 1, 5);
        Assert.True(seen.GetProperty("paused").GetBoolean());
        Assert.False(seen.GetProperty("resumed").GetBoolean());
        Assert.Contains("delay", seen.GetProperty("origins").EnumerateArray().Select(label => label.GetString()));
        Browser.TookPictures("cluster.png");
    }
}

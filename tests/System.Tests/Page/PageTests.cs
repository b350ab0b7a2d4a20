using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>The gateway's page in a real browser. Leaves <c>page-during.png</c> and <c>page-after.png</c> in <c>artifacts/</c>.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task A_harvest_started_on_the_page_fills_249_tiles_with_flags_and_the_console_stays_clean()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(
            Stage.FreeAddress(), ("Origin__Delay", "00:00:00.05"), ("Origins__delay__MaxConcurrency", "10"));

        var seen = await browser.Run(stage, "harvest.mjs", gateway.Address);

        Assert.Equal("", seen.GetProperty("problem").GetString());
        Assert.InRange(seen.GetProperty("during").GetInt32(), 60, 248);
        Assert.Equal(249, seen.GetProperty("tiles").GetInt32());
        Assert.Equal(249, seen.GetProperty("flags").GetInt32());
        Assert.StartsWith("249 of 249: 249 ok, 0 not found, 0 failed", seen.GetProperty("counts").GetString(), StringComparison.Ordinal);
        Browser.TookPictures("page-during.png", "page-after.png");
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>The gateway's page in a real browser. Leaves <c>page-during.png</c> and <c>page-after.png</c> in <c>artifacts/</c>.</summary>
public sealed class PageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

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

    [Fact]
    public async Task A_harvest_is_foreseen_paused_resumed_looked_at_by_keyboard_and_cancelled()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(Stage.FreeAddress(), ("Origin__Delay", "00:00:00.1"), ("Origins__delay__MaxConcurrency", "5"));

        var seen = await browser.Run(stage, "harvest-steer.mjs", gateway.Address);

        Assert.StartsWith("249 countries, 498 requests, about ", Text(seen, "estimate"), StringComparison.Ordinal);
        Assert.InRange(seen.GetProperty("paused").GetInt32(), 20, 240);
        Assert.Equal(1, seen.GetProperty("stops").GetInt32());
        Assert.Equal(["AD", "AE"], [Text(seen, "first"), Text(seen, "second")]);
        Assert.Equal("AD", Text(seen, "code"));
        Assert.Equal(Text(seen, "code"), Text(seen, "back"));
        Assert.EndsWith("\U0001F1E6\U0001F1E9", Text(seen.GetProperty("card"), "title"), StringComparison.Ordinal);
        Assert.Equal("\U0001F1E6\U0001F1E9 U+1F1E6 U+1F1E9", Text(seen.GetProperty("card"), "emoji"));
        Assert.True(seen.GetProperty("card").GetProperty("metadata").GetInt32() > 0);
        Assert.Equal("", Text(seen, "problem"));
        Browser.TookPictures("page-paused.png", "page-card.png");
    }

    [Fact]
    public async Task A_gateway_that_wants_a_key_is_given_one_which_is_kept_nowhere()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var hash = Convert.ToHexStringLower(SHA256.HashData("a-key-for-this-test"u8));
        var gateway = await stage.StartServe(Stage.FreeAddress(), ("Auth__Keys__page", $"sha256:{hash}"));

        var seen = await browser.Run(stage, "harvest-key.mjs", gateway.Address);

        Assert.EndsWith("(key_required)", Text(seen, "problem"), StringComparison.Ordinal);
        Assert.Equal("", Text(seen, "after"));
        Assert.Equal("""[{},{},""]""", Text(seen, "kept"));
        Browser.TookLooks("weather-key");
    }

    [Fact]
    public async Task A_node_that_is_killed_and_started_again_in_mid_harvest_costs_no_tile()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        (string, string)[] settings = [("Origin__Delay", "00:00:00.1"), ("Origins__delay__MaxConcurrency", "20")];
        var gateway = await stage.StartServe(Stage.FreeAddress(), settings);

        var seen = await browser.Run(stage, "harvest-restart.mjs", gateway.Address, async script =>
        {
            await script.Out.WaitFor(line => line == "KILL", Patience);
            await gateway.Process.Kill();
            await script.Out.WaitFor(line => line == "START", Patience);
            await stage.StartServe(gateway.Address, settings);
        });

        Assert.InRange(seen.GetProperty("atKill").GetInt32(), 60, 248);
        Assert.Equal(249, seen.GetProperty("kept").GetInt32());
        var codes = Browser.Texts(seen, "codes").ToArray();
        Assert.Equal(249, codes.Length);
        Assert.Equal(codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), codes);
        Assert.Equal(249, seen.GetProperty("ok").GetInt32());
        Assert.Equal("", Text(seen, "problem"));
        Assert.Contains(Browser.Texts(seen, "said"), line => line.EndsWith("nothing was lost.", StringComparison.Ordinal));
        Browser.TookLooks("weather-gone");
    }

    private static string? Text(JsonElement seen, string name) => seen.GetProperty(name).GetString();
}

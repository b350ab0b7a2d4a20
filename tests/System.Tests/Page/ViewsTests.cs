using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>
/// Every view of the page, light and dark, wide and small: axe-core finds nothing serious in any, and a picture of each is left
/// in <c>artifacts/</c>. The command for these pictures is that for the tests of this namespace.
/// </summary>
public sealed class ViewsTests
{
    [Fact]
    public async Task Every_view_is_accessible_in_every_look()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(Stage.FreeAddress(), ("Origins__delay__MaxConcurrency", "20"));

        await browser.Run(stage, "views.mjs", gateway.Address);

        Browser.TookLooks(
            "harvest-start", "harvest-running", "harvest-done", "country", "chars-start", "chars-result", "chars-version", "chars-flag",
            "chars-text", "cluster");
    }

    [Fact]
    public async Task Bad_weather_is_said_in_words()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(
            Stage.FreeAddress(), ("Origin__Error__Rate", "1"), ("Origin__Error__DelayRate", "0"), ("Origin__Error__Status", "403"),
            ("Origins__held__FlagUrl", $"{stage.Origin.Address}ra60/flags/{{cc}}/{{cc}}.svg"), ("Origins__held__AllowPrivateAddresses", "true"));

        var seen = await browser.Run(stage, "weather.mjs", gateway.Address);

        Assert.Contains("waiting as the origin asked until ", Text(seen, "held"), StringComparison.Ordinal);
        var failed = seen.GetProperty("failed");
        Assert.StartsWith("20 of 20: 0 ok, 0 not found, 20 failed", Text(failed, "counts"), StringComparison.Ordinal);
        var rows = Browser.Texts(failed, "rows").ToArray();
        Assert.Equal(20, rows.Length);
        Assert.All(rows, row => Assert.Contains("403", row, StringComparison.Ordinal));
        Assert.Contains("quotation mark", Text(seen, "query"), StringComparison.Ordinal);
        Browser.TookLooks("weather-held", "weather-failed", "weather-cluster", "weather-query", "weather-nothing");
    }

    private static string Text(JsonElement seen, string name) => seen.GetProperty(name).GetString()!;
}

using System.Net;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class DelayModeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/flags/br/br.svg", HttpStatusCode.OK)]
    [InlineData("/flags/xx/xx.svg", HttpStatusCode.NotFound)]
    public async Task An_answer_comes_when_the_delay_is_over_and_not_before(string path, HttpStatusCode status)
    {
        var time = new ArmedTime();
        await using var origin = await RunningOrigin.Start(time, ("Origin:Delay", "00:00:03"));

        var asked = origin.Delay.GetAsync(At(path), Cancel);
        await time.Waiting(1, Cancel);
        time.Advance(TimeSpan.FromSeconds(2.999));
        var inFlightJustBefore = origin.Log.InFlight;
        time.Advance(TimeSpan.FromSeconds(0.001));
        using var answer = await asked;

        Assert.Equal(1, inFlightJustBefore);
        Assert.Equal(status, answer.StatusCode);
        var ended = Assert.Single(await origin.Events());
        Assert.Equal(3000, ended.GetProperty("sent").GetDouble() - ended.GetProperty("received").GetDouble(), 3);
    }

    [Fact]
    public async Task A_thousand_at_once_wait_side_by_side_and_are_counted_exactly()
    {
        var time = new ArmedTime();
        await using var origin = await RunningOrigin.Start(time);

        var asked = Enumerable.Range(0, 1000).Select(_ => origin.Delay.GetAsync(At("/flags/br/br.svg"), Cancel)).ToArray();
        await time.Waiting(1000, Cancel);
        time.Advance(TimeSpan.FromSeconds(0.5));
        var answers = await Task.WhenAll(asked);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var stats = origin.Log.Stats();
        Assert.Equal((1000, 1, 1000, 1000, 1000), (stats.Requests, stats.Paths, stats.Peak, stats.MaxInOneSecond, stats.MaxAttempts));
        Assert.Equal(1000, stats.Statuses["200"]);
        Assert.Equal(0, origin.Log.InFlight);
        foreach (var answer in answers)
            answer.Dispose();
    }
}

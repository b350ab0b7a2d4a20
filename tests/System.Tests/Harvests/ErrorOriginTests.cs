using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Harvests;

/// <summary>The practice origin that fails a quarter of its answers, with its defaults.</summary>
public sealed class ErrorOriginTests
{
    [Fact]
    public async Task Every_country_ends_ok_with_the_least_possible_requests_and_no_hurried_retry()
    {
        await using var stage = new Stage();
        await stage.StartServe(Stage.FreeAddress());

        var flags = await stage.Run(["flags", "-s", "ERROR", "-a", "-m", "100"]);

        Assert.True(flags.Status == 0, flags.Everything);
        Assert.Contains("249 flags downloaded.", flags.Out);
        Assert.Equal(249, Directory.GetFiles(Path.Combine(stage.Directory, "downloads"), "*.svg").Length);
        var stats = await stage.Origin.Stats();
        Assert.Equal(498, stats.Paths);
        // An answer of 503 costs one more request, and nothing else may.
        Assert.Equal(stats.Paths + stats.Statuses["503"], stats.Requests);
        Assert.Equal(663, stats.Requests);
        // The shortest back-off is 100 ms; the origin notes its answer only when that is sent, so it may see a little less.
        Assert.InRange(stats.MinRetryGapMs ?? 0, 95, long.MaxValue);
        Assert.InRange(stats.Peak, 1, 100);
    }

    [Fact]
    public async Task Without_retries_what_fails_is_counted_and_each_failure_is_listed()
    {
        await using var stage = new Stage();

        var flags = await stage.Run(["flags", "--retries", "0", "-s", "ERROR", "-al", "100", "-m", "100"]);

        Assert.True(flags.Status == 1, flags.Everything);
        var errors = flags.Out.Count(line => line.EndsWith(" error: HTTP error 503 - Service Unavailable", StringComparison.Ordinal));
        var files = Directory.GetFiles(Path.Combine(stage.Directory, "downloads")).Length;
        Assert.InRange(errors, 1, 99);
        Assert.Equal(100, files + errors);
        Assert.Contains($"{files} flags downloaded.", flags.Out);
        Assert.Contains($"{errors} errors.", flags.Out);
    }
}

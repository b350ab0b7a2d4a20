using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class ThrottleFaultsTests
{
    private const string Flag = "/flags/br/br.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("r429", "", HttpStatusCode.TooManyRequests, "1", 1000L)]
    [InlineData("r429", "&retryAfter=3600", HttpStatusCode.TooManyRequests, "3600", 3_600_000L)]
    [InlineData("r429", "&retryAfter=0", HttpStatusCode.TooManyRequests, "0", 0L)]
    [InlineData("r503", "&retryAfter=2", HttpStatusCode.ServiceUnavailable, "2", 2000L)]
    [InlineData("ra60", "", HttpStatusCode.TooManyRequests, "60", 60_000L)]
    [InlineData("r429none", "", HttpStatusCode.TooManyRequests, null, null)]
    [InlineData("r429bad", "", HttpStatusCode.TooManyRequests, "soon", null)]
    [InlineData("r429neg", "", HttpStatusCode.TooManyRequests, "-5", null)]
    public async Task It_asks_to_be_left_alone_and_the_log_knows_how_long(
        string mode, string query, HttpStatusCode status, string? retryAfter, long? logged)
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(At($"/{mode}{Flag}?rate=1{query}"), Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(retryAfter, answer.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
        var ended = Assert.Single(origin.Log.Events().Events);
        Assert.Equal((mode, logged), (ended.Fault, ended.RetryAfterMs));
    }

    [Theory]
    [InlineData("r429date", 0)]
    [InlineData("r503date", 0)]
    [InlineData("r429date", -7200)]
    [InlineData("r429date", 86400)]
    public async Task A_date_is_at_least_the_wait_after_the_date_of_the_same_wrong_clock(string mode, int skew)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, 400, TimeSpan.Zero));
        await using var origin = await RunningOrigin.Start(time);

        using var answer = await origin.Control.GetAsync(At($"/{mode}{Flag}?rate=1&retryAfter=5&skew={skew}"), Cancel);

        var date = DateTimeOffset.ParseExact(answer.Headers.GetValues("Date").Single(), "R", CultureInfo.InvariantCulture);
        Assert.Equal(time.GetUtcNow().AddMilliseconds(-400).AddSeconds(skew), date);
        Assert.Equal(date.AddSeconds(6), answer.Headers.RetryAfter!.Date);
        Assert.Equal(5600, Assert.Single(origin.Log.Events().Events).RetryAfterMs);
    }

    [Fact]
    public async Task A_quota_is_kept_over_all_paths_in_any_second_and_announced()
    {
        FakeTimeProvider time = new();
        await using var origin = await RunningOrigin.Start(time);

        Assert.Equal(["200 2", "200 1", "200 0", "429 0"], await Ask(origin, "quota", 4));
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(["429 0"], await Ask(origin, "quota", 1));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["200 2"], await Ask(origin, "quota", 1));
    }

    [Fact]
    public async Task A_silent_quota_says_nothing_but_Retry_After_and_a_reset_frees_it()
    {
        FakeTimeProvider time = new();
        await using var origin = await RunningOrigin.Start(time);

        Assert.Equal(["200 ", "200 ", "200 ", "429 "], await Ask(origin, "quotasilent", 4));
        Assert.Equal(1000, origin.Log.Events().Events.Last().RetryAfterMs);
        origin.Log.Reset();
        Assert.Equal(["200 "], await Ask(origin, "quotasilent", 1));
    }

    private static async Task<IReadOnlyList<string>> Ask(RunningOrigin origin, string mode, int times)
    {
        List<string> answers = [];
        for (var time = 0; time < times; time++)
        {
            using var answer = await origin.Control.GetAsync(
                At($"/{mode}{(time % 2 == 0 ? Flag : "/flags/cn/metadata.json")}?quota=3"), Cancel);
            var left = answer.Headers.TryGetValues("RateLimit", out var values) ? values.Single() : string.Empty;
            if (left.Length > 0)
                Assert.Equal("\"default\";q=3;w=1", answer.Headers.GetValues("RateLimit-Policy").Single());
            answers.Add($"{(int)answer.StatusCode} {left.Replace("\"default\";r=", string.Empty, StringComparison.Ordinal).Split(';')[0]}");
        }

        return answers;
    }
}

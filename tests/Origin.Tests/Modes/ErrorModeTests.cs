using System.Net;
using Actors.Origin.Countries;
using Actors.Origin.Modes;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class ErrorModeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void With_the_default_seed_every_file_is_answered_within_ten_attempts()
    {
        var mode = new ErrorMode(new OriginOptions(), TimeProvider.System);

        var attempts = new OriginFiles().Paths.Select(path => Enumerable.Range(1, 100).First(attempt => !mode.Fails(new FaultParameters(), path, attempt))).ToArray();

        Assert.Equal(663, attempts.Sum());
        Assert.Equal(5, attempts.Max());
    }

    [Fact]
    public void Failing_and_being_delayed_are_decided_each_by_itself()
    {
        var mode = new ErrorMode(new OriginOptions(), TimeProvider.System);

        var decisions = new OriginFiles().Paths.Select(path => (mode.Fails(new FaultParameters(), path, 1), mode.IsDelayed(new FaultParameters(), path, 1))).ToArray();

        Assert.InRange(decisions.Count(decision => decision == (true, true)), 40, 85);
        Assert.InRange(decisions.Count(decision => decision == (true, false)), 40, 85);
        Assert.InRange(decisions.Count(decision => decision == (false, true)), 155, 220);
    }

    [Fact]
    public async Task The_same_seed_fails_the_same_exchanges_and_another_seed_others()
    {
        var first = await Statuses("5");
        var again = await Statuses("5");
        var other = await Statuses("6");

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, first);
        Assert.Contains(HttpStatusCode.OK, first);
    }

    [Fact]
    public async Task A_reset_begins_the_same_run_again()
    {
        await using var origin = await RunningOrigin.Start(("Origin:Error:DelayRate", "0"));
        var first = await Ask(origin);

        using (await origin.Control.PostAsync(At("/_ctl/reset"), content: null, Cancel))
        {
            Assert.Equal(first, await Ask(origin));
        }
    }

    [Theory]
    [InlineData("/flags/br/br.svg")]
    [InlineData("/flags/xx/xx.svg")]
    public async Task The_configured_status_comes_before_anything_else_is_looked_at_and_without_Retry_After(string path)
    {
        await using var origin = await RunningOrigin.Start(
            ("Origin:Error:Rate", "1"), ("Origin:Error:DelayRate", "0"), ("Origin:Error:Status", "418"));

        using var answer = await origin.Error.GetAsync(At(path), Cancel);

        Assert.Equal(418, (int)answer.StatusCode);
        Assert.Null(answer.Headers.RetryAfter);
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_delayed_exchange_waits_before_it_fails()
    {
        var time = new ArmedTime();
        await using var origin = await RunningOrigin.Start(time, ("Origin:Error:Rate", "1"), ("Origin:Error:DelayRate", "1"));

        var asked = origin.Error.GetAsync(At("/flags/br/br.svg"), Cancel);
        await time.Waiting(1, Cancel);
        time.Advance(TimeSpan.FromSeconds(0.5));
        using var answer = await asked;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var ended = Assert.Single(await origin.Events());
        Assert.Equal(500, ended.GetProperty("sent").GetDouble() - ended.GetProperty("received").GetDouble(), 3);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> Statuses(string seed)
    {
        await using var origin = await RunningOrigin.Start(("Origin:Seed", seed), ("Origin:Error:DelayRate", "0"));
        return await Ask(origin);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> Ask(RunningOrigin origin)
    {
        List<HttpStatusCode> statuses = [];
        foreach (var path in Enumerable.Repeat("/flags/br/br.svg", 20).Concat(Enumerable.Repeat("/flags/cn/metadata.json", 20)))
        {
            using var answer = await origin.Error.GetAsync(At(path), Cancel);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}

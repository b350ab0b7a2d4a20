using System.Net;
using System.Text.Json;
using Actors.Origin.Modes;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class FaultEndpointTests
{
    private const string Flag = "/flags/br/br.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/fast/flags/br/br.svg", HttpStatusCode.BadRequest, "unknown_mode", "redirchain")]
    [InlineData("/LOCAL/flags/br/br.svg", HttpStatusCode.BadRequest, "unknown_mode", "local")]
    [InlineData("/local/flags/br/br.svg?speed=1", HttpStatusCode.BadRequest, "unknown_parameter", "retryAfter")]
    [InlineData("/local/flags/br/br.svg?rate=1.1", HttpStatusCode.BadRequest, "bad_parameter", "'rate' must be, once, a number from 0 to 1")]
    [InlineData("/local/flags/br/br.svg?rate=NaN", HttpStatusCode.BadRequest, "bad_parameter", "rate")]
    [InlineData("/local/flags/br/br.svg?rate=0&rate=1", HttpStatusCode.BadRequest, "bad_parameter", "rate")]
    [InlineData("/local/flags/br/br.svg?seed=x", HttpStatusCode.BadRequest, "bad_parameter", "seed")]
    [InlineData("/local/flags/br/br.svg?delay=-1", HttpStatusCode.BadRequest, "bad_parameter", "milliseconds from 0 to 600000")]
    [InlineData("/local/flags/br/br.svg?delay=00:00:01", HttpStatusCode.BadRequest, "bad_parameter", "delay")]
    [InlineData("/local/flags/br/br.svg?retryAfter=99999999999", HttpStatusCode.BadRequest, "bad_parameter", "retryAfter")]
    [InlineData("/local/flags/br/br.svg?quota=0", HttpStatusCode.BadRequest, "bad_parameter", "quota")]
    [InlineData("/local/flags/br/br.svg?size=1073741825", HttpStatusCode.BadRequest, "bad_parameter", "size")]
    [InlineData("/local/flags/br/br.svg?n=", HttpStatusCode.BadRequest, "bad_parameter", "'n'")]
    [InlineData("/local/flags/br/br.svg?pace=1e3", HttpStatusCode.BadRequest, "bad_parameter", "pace")]
    [InlineData("/local/flags/br/br.svg?cacheControl=a%0D%0Ab", HttpStatusCode.BadRequest, "bad_parameter", "cacheControl")]
    [InlineData("/local/flags/br/br.svg?plan=503,sometimes", HttpStatusCode.BadRequest, "bad_parameter", "trunc")]
    [InlineData("/local/flags/br/br.svg?plan=200", HttpStatusCode.BadRequest, "bad_parameter", "plan")]
    [InlineData("/local/flags/br/br.svg?plan=", HttpStatusCode.BadRequest, "bad_parameter", "plan")]
    [InlineData("/mix/flags/br/br.svg?faults=ok,", HttpStatusCode.BadRequest, "bad_parameter", "faults")]
    [InlineData("/flags/br/br.svg", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/local/nothing/flags/br/br.svg", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("/local", HttpStatusCode.NotFound, "not_found", "")]
    public async Task What_it_does_not_understand_it_refuses_and_names_what_it_knows(
        string path, HttpStatusCode status, string code, string named)
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(At(path), Cancel);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString() ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(0, origin.Log.Stats().Requests);
    }

    [Fact]
    public async Task A_plan_beyond_its_bound_is_refused()
    {
        await using var origin = await RunningOrigin.Start();

        using var most = await origin.Control.GetAsync(At($"/local{Flag}?plan={string.Join(',', Enumerable.Repeat("ok", 32))}"), Cancel);
        using var more = await origin.Control.GetAsync(At($"/local{Flag}?plan={string.Join(',', Enumerable.Repeat("ok", 33))}"), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (most.StatusCode, more.StatusCode));
    }

    [Fact]
    public async Task The_plain_modes_are_here_too_and_count_as_on_their_own_ports()
    {
        await using var origin = await RunningOrigin.Start();
        using var onItsPort = await origin.Local.GetAsync(At(Flag), Cancel);

        using var here = await origin.Control.GetAsync(At($"/local{Flag}"), Cancel);

        Assert.Equal(onItsPort.Headers.ETag, here.Headers.ETag);
        Assert.Equal(onItsPort.Headers.CacheControl, here.Headers.CacheControl);
        Assert.Equal(await onItsPort.Content.ReadAsByteArrayAsync(Cancel), await here.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(["local", "local"], (await origin.Events()).Select(ended => ended.GetProperty("mode").GetString()));
        Assert.Equal([Flag, Flag], (await origin.Events()).Select(ended => ended.GetProperty("path").GetString()));
        Assert.Equal(2, origin.Log.Stats("local").MaxAttempts);
    }

    [Fact]
    public async Task A_plan_says_what_each_attempt_gets_and_its_last_entry_repeats()
    {
        await using var origin = await RunningOrigin.Start();

        List<string> outcomes = [];
        for (var attempt = 0; attempt < 6; attempt++)
            outcomes.Add(await Outcome(origin, $"/local{Flag}?plan=503,reset,r429,s410,ok"));

        Assert.Equal(["503", "reset", "429", "410", "200", "200"], outcomes);
        Assert.Equal(
            ["503", "reset", "r429", "s410", null, null], (await origin.Events()).Select(ended => ended.GetProperty("fault").GetString()));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await origin.Events("?mode=local")).Select(ended => ended.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Who_is_struck_follows_from_seed_mode_path_and_attempt()
    {
        await using var origin = await RunningOrigin.Start(("Origin:Seed", "9"));

        List<string> asConfigured = [], asAsked = [];
        for (var attempt = 1; attempt <= 30; attempt++)
        {
            asConfigured.Add(await Outcome(origin, $"/r429{Flag}"));
            asAsked.Add(await Outcome(origin, $"/r503{Flag}?seed=-4&rate=0.5"));
        }

        Assert.Equal(Enumerable.Range(1, 30).Select(attempt => Draw.Of(9, "r429", Flag, attempt) < 0.25 ? "429" : "200"), asConfigured);
        Assert.Equal(Enumerable.Range(1, 30).Select(attempt => Draw.Of(-4, "r503", Flag, attempt) < 0.5 ? "503" : "200"), asAsked);
    }

    [Fact]
    public async Task The_error_mode_fails_the_same_exchanges_as_its_port()
    {
        await using var origin = await RunningOrigin.Start(("Origin:Error:DelayRate", "0"));
        List<HttpStatusCode> onItsPort = [], here = [];
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var answer = await origin.Error.GetAsync(At(Flag), Cancel);
            onItsPort.Add(answer.StatusCode);
        }

        origin.Log.Reset();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var answer = await origin.Control.GetAsync(At($"/error{Flag}"), Cancel);
            here.Add(answer.StatusCode);
        }

        Assert.Equal(onItsPort, here);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, here);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("delay")]
    [InlineData("s503")]
    [InlineData("quota")]
    public async Task A_delay_comes_before_any_answer_and_just_once(string mode)
    {
        var time = new ArmedTime();
        await using var origin = await RunningOrigin.Start(time);

        var asked = origin.Control.GetAsync(At($"/{mode}{Flag}?delay=700"), Cancel);
        await origin.Arrived(1);
        await time.Waiting(1, Cancel);
        while (!asked.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        using var answer = await asked;
        var ended = Assert.Single(await origin.Events());
        Assert.True(ended.GetProperty("sent").GetDouble() - ended.GetProperty("received").GetDouble() >= 700);
    }

    [Fact]
    public async Task A_mix_draws_whom_it_strikes_and_with_what()
    {
        await using var origin = await RunningOrigin.Start();

        for (var attempt = 0; attempt < 60; attempt++)
            await Outcome(origin, $"/mix{Flag}?rate=0.5&seed=3&faults=503,s500,s404");
        var faults = (await origin.Events("?mode=mix")).Select(ended => ended.GetProperty("fault").GetString()).ToArray();

        Assert.Equal(
            Enumerable.Range(1, 60).Select(attempt => Draw.Of(3, "mix", Flag, attempt) < 0.5
                ? ((string[])["503", "s500", "s404"])[(int)(Draw.Of(3, "mix-fault", Flag, attempt) * 3)]
                : null),
            faults);
        Assert.Equal(4, faults.Distinct().Count());
    }

    [Fact]
    public async Task The_usual_mix_knows_only_modes_that_exist()
    {
        await using var origin = await RunningOrigin.Start();

        for (var attempt = 0; attempt < 60; attempt++)
            await Outcome(origin, $"/mix{Flag}?rate=1");

        Assert.Equal(60, origin.Log.Stats().Statuses.Values.Sum());
        Assert.Equal(12, (await origin.Events()).Select(ended => ended.GetProperty("fault").GetString()).Distinct().Count());
    }

    /// <summary>Not by HttpClient, which quietly asks again when a connection that it had kept is closed.</summary>
    private static async Task<string> Outcome(RunningOrigin origin, string path)
    {
        var (answer, isReset) = await RawClient.Ask(origin.Addresses.Control, path);
        return answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? answer[9..12] : isReset ? "reset" : "closed";
    }
}

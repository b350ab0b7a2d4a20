using System.Net;
using System.Text.Json;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Control;

public sealed class ControlEndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fresh_stats_have_exactly_the_documented_members()
    {
        await using var origin = await RunningOrigin.Start();

        Assert.Equal(
            """{"requests":0,"paths":0,"peak":0,"maxInOneSecond":0,"statuses":{},"maxAttempts":0,"minRetryGapMs":null}""",
            await origin.Control.GetStringAsync(At("/_ctl/stats"), Cancel));
    }

    [Fact]
    public async Task Stats_are_over_all_modes_or_over_one()
    {
        await using var origin = await RunningOrigin.Start(
            ("Origin:Delay", "00:00:00"), ("Origin:Error:Rate", "1"), ("Origin:Error:DelayRate", "0"));
        await Get(origin.Local, "/flags/br/br.svg");
        await Get(origin.Local, "/flags/xx/xx.svg");
        await Get(origin.Delay, "/flags/br/br.svg");
        await Get(origin.Error, "/flags/br/br.svg");
        await Get(origin.Error, "/flags/br/br.svg");

        var all = await origin.Stats();
        var error = await origin.Stats("?mode=error");

        Assert.Equal(5, all.GetProperty("requests").GetInt32());
        Assert.Equal(4, all.GetProperty("paths").GetInt32());
        Assert.Equal("""{"200":2,"404":1,"503":2}""", all.GetProperty("statuses").GetRawText());
        Assert.Equal(2, error.GetProperty("requests").GetInt32());
        Assert.Equal(2, error.GetProperty("maxAttempts").GetInt32());
        Assert.Equal(JsonValueKind.Number, error.GetProperty("minRetryGapMs").ValueKind);
        Assert.Equal(2, (await origin.Events("?mode=error")).Count);
        Assert.Equal(5, (await origin.Events()).Count);
    }

    [Fact]
    public async Task Events_are_one_JSON_line_each_with_the_documented_members()
    {
        await using var origin = await RunningOrigin.Start();
        origin.Local.DefaultRequestHeaders.UserAgent.ParseAdd("tester/1.0");
        await Get(origin.Local, "/flags/br/br.svg?cache=no");

        using var answer = await origin.Control.GetAsync(At("/_ctl/events"), Cancel);
        var line = Assert.Single((await answer.Content.ReadAsStringAsync(Cancel)).TrimEnd('\n').Split('\n'));
        var ended = JsonElement.Parse(line);

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("0", answer.Headers.GetValues("Events-Dropped").Single());
        Assert.Equal(
            ["sequence", "mode", "method", "path", "attempt", "status", "received", "sent", "inFlight", "userAgent", "fault", "bytes", "retryAfterMs"],
            ended.EnumerateObject().Select(member => member.Name));
        Assert.Equal("/flags/br/br.svg", ended.GetProperty("path").GetString());
        Assert.Equal("tester/1.0", ended.GetProperty("userAgent").GetString());
        Assert.True(ended.GetProperty("sent").GetDouble() >= ended.GetProperty("received").GetDouble());
    }

    [Fact]
    public async Task A_long_log_comes_whole()
    {
        await using var origin = await RunningOrigin.Start();
        for (var exchange = 0; exchange < 2_000; exchange++)
            origin.Log.End(origin.Log.Arrive("local", "GET", "/flags/br/br.svg", "tester/1.0"), 200);

        var events = await origin.Events();

        Assert.Equal(Enumerable.Range(1, 2_000), events.Select(ended => ended.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task Reset_forgets_counters_attempts_and_events()
    {
        await using var origin = await RunningOrigin.Start();
        await Get(origin.Local, "/flags/br/br.svg");

        using var reset = await origin.Control.PostAsync(At("/_ctl/reset"), content: null, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(0, (await origin.Stats()).GetProperty("requests").GetInt32());
        Assert.Empty(await origin.Events());
        await Get(origin.Local, "/flags/br/br.svg");
        Assert.Equal(1, (await origin.Stats()).GetProperty("maxAttempts").GetInt32());
    }

    [Theory]
    [InlineData("GET", "/_ctl/reset", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("POST", "/_ctl/stats", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/_ctl/stats?port=delay", HttpStatusCode.BadRequest, "unknown_parameter")]
    [InlineData("GET", "/_ctl/events?mode=fast", HttpStatusCode.BadRequest, "unknown_mode")]
    [InlineData("GET", "/flags/br/br.svg", HttpStatusCode.NotFound, "not_found")]
    public async Task What_it_does_not_understand_it_refuses_with_a_problem(string method, string path, HttpStatusCode status, string code)
    {
        await using var origin = await RunningOrigin.Start();

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await origin.Control.SendAsync(request, Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, origin.Log.Stats().Requests);
    }

    [Theory]
    [InlineData("/_ctl/stats")]
    [InlineData("/_ctl/events")]
    public async Task HEAD_works_wherever_GET_does(string path)
    {
        await using var origin = await RunningOrigin.Start();

        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await origin.Control.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static async Task Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(At(path), Cancel);
        await answer.Content.LoadIntoBufferAsync(Cancel);
    }
}

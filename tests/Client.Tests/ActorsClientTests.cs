using System.Text;
using Actors.Client.Harvests;
using Microsoft.AspNetCore.Http;

namespace Actors.Client.Tests;

public sealed class ActorsClientTests
{
    private const string Harvest =
        """{"id":"h1","origin":"local","state":"running","total":1,"pending":1,"epoch":"e1","seq":0,"startedAt":"2026-01-01T00:00:00.000Z","countries":null,"later":1}""";

    private readonly SteppingTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starting_sends_only_what_was_set_and_the_key()
    {
        await using var gateway = await ScriptedGateway.Start();
        string? body = null;
        string? key = null;
        gateway.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync(context.RequestAborted);
            key = context.Request.Headers["Idempotency-Key"];
            await Json(context, 202, Harvest);
        };
        using var client = Client(gateway);

        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "local", Countries = ["BR", "C"], MaxAttempts = 1 }, "k1", Cancel);

        Assert.Equal("""{"origin":"local","countries":["BR","C"],"maxAttempts":1}""", body);
        Assert.Equal("k1", key);
        Assert.Equal(("h1", "running", 0), (harvest.Id, harvest.State, harvest.Countries.Count));
    }

    [Fact]
    public async Task A_problem_carries_its_facts()
    {
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "60";
            return Json(context, 400, """{"type":"about:blank","title":"Bad","status":400,"code":"unknown_origin","detail":"No origin mars.","field":"origin"}""");
        };
        using var client = Client(gateway);

        var problem = await Assert.ThrowsAsync<ActorsProblemException>(() => client.GetOriginAsync("mars", Cancel));

        Assert.Equal((400, "unknown_origin", "No origin mars.", "origin"), (problem.Status, problem.Code, problem.Detail, problem.Field));
        Assert.Equal(TimeSpan.FromSeconds(60), problem.RetryAfter);
        Assert.Single(gateway.Requests);
    }

    [Fact]
    public async Task An_answer_without_a_problem_is_named_by_its_status()
    {
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = context => Json(context, 418, "<html>");
        using var client = Client(gateway);

        Assert.Equal("http_418", (await Assert.ThrowsAsync<ActorsProblemException>(() => client.GetHarvestAsync("h1", Cancel))).Code);
    }

    [Fact]
    public async Task A_read_is_repeated_after_the_time_that_an_overloaded_node_names()
    {
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "2";
            return gateway.Requests.Count < 3 ? Json(context, 503, """{"code":"cluster_unavailable","detail":"Later."}""") : Json(context, 200, Harvest);
        };
        using var client = Client(gateway);

        await client.GetHarvestAsync("h1", Cancel);

        Assert.Equal([2100, 2200], _time.BackOffs.Select(delay => (int)delay.TotalMilliseconds));
    }

    [Fact]
    public async Task A_start_without_a_key_is_sent_once()
    {
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var client = Client(gateway);

        await Assert.ThrowsAsync<ActorsUnreachableException>(() => client.StartHarvestAsync(new HarvestOrder(), null, Cancel));
        Assert.Single(gateway.Requests);
        await Assert.ThrowsAsync<ActorsUnreachableException>(() => client.StartHarvestAsync(new HarvestOrder(), "k", Cancel));
        Assert.Equal(4, gateway.Requests.Count);
    }

    [Fact]
    public async Task Flags_lists_and_odd_ids_use_the_right_paths()
    {
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = context => context.Request.Path.Value!.EndsWith("/flag", StringComparison.Ordinal)
            ? Flag(context)
            : Json(context, 200, """{"items":[],"next":"c2"}""");
        using var client = Client(gateway);

        var flag = await client.GetFlagAsync("BR", "local", Cancel);
        var page = await client.ListHarvestsAsync(10, "a&b", Cancel);
        await client.ListCountriesAsync("local", null, "BR", Cancel);
        await client.DeleteHarvestAsync("../x", Cancel);

        Assert.Equal(("image/svg+xml", "<svg/>"), (flag.MediaType, Encoding.UTF8.GetString(flag.Bytes.Span)));
        Assert.Equal("c2", page.Next);
        Assert.Equal(
            [
                "GET /v1/countries/BR/flag?origin=local", "GET /v1/harvests?limit=10&after=a%26b",
                "GET /v1/countries?origin=local&after=BR", "DELETE /v1/harvests/..%2Fx",
            ],
            gateway.Requests);

        static async Task Flag(HttpContext context)
        {
            context.Response.ContentType = "image/svg+xml; charset=utf-8";
            await context.Response.WriteAsync("<svg/>", context.RequestAborted);
        }
    }

    [Fact]
    public async Task An_answer_that_no_gateway_gives_is_said_to_be_none()
    {
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = context => Json(context, 200, "hello");
        using var client = Client(gateway);

        await Assert.ThrowsAsync<ActorsUnreachableException>(() => client.GetHarvestAsync("h1", Cancel));
    }

    [Fact]
    public async Task A_node_that_never_answers_is_given_up_by_the_clock()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var gateway = await ScriptedGateway.Start();
        gateway.Answer = async context =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
        };
        using var client = new ActorsClient(gateway.Url, new ActorsClientOptions { Time = time, Attempts = 1 });

        var error = await Assert.ThrowsAsync<ActorsUnreachableException>(() => client.GetHarvestAsync("h1", Cancel));
        Assert.Contains("in time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_goes_with_every_request_and_nowhere_else()
    {
        await using var gateway = await ScriptedGateway.Start();
        var shown = new List<string>();
        gateway.Answer = context =>
        {
            shown.Add(context.Request.Headers.Authorization.ToString());
            return Json(context, 200, Harvest);
        };
        var options = new ActorsClientOptions { Key = "c2VjcmV0" };
        using var client = new ActorsClient(gateway.Url, options);

        await client.GetHarvestAsync("h1", Cancel);
        await client.StartHarvestAsync(new HarvestOrder(), null, Cancel);

        Assert.Equal(["Bearer c2VjcmV0", "Bearer c2VjcmV0"], shown);
        Assert.DoesNotContain("c2VjcmV0", string.Join(' ', gateway.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", $"{options}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("se cret")]
    [InlineData("secret\r\nX-Other: 1")]
    [InlineData("schl\u00fcssel")]
    public void What_cannot_be_a_key_is_refused_and_not_shown(string key)
    {
        var error = Assert.Throws<ArgumentException>(() => new ActorsClient(new Uri("http://localhost/"), new ActorsClientOptions { Key = key }));

        if (key.Length > 0)
            Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_must_be_an_http_address() =>
        Assert.Throws<ArgumentException>(() => new ActorsClient(new Uri("ftp://localhost/")));

    private static Task Json(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = status >= 400 ? "application/problem+json" : "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private ActorsClient Client(ScriptedGateway gateway) =>
        new(gateway.Url, new ActorsClientOptions { Time = _time, RequestTimeout = SteppingTime.Never, Jitter = () => 1 });
}

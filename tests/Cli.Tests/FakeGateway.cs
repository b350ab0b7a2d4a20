using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Gateway.Tests.AsyncApi.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests;

/// <summary>
/// A gateway with one harvest whose outcomes the test chose: real HTTP and WebSocket on a free port, and nothing behind it.
/// </summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    private const string Id = "h1";

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeGateway(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Outcomes in the order in which they become final.</summary>
    public List<JsonObject> Outcomes { get; } = [];

    public Dictionary<string, byte[]> Flags { get; } = [];

    public int Concurrency { get; set; } = 5;

    /// <summary>After so many outcomes nothing more happens until the harvest is cancelled; null = it runs to its end.</summary>
    public int? StallAfter { get; set; }

    /// <summary>Called when the harvest stands still.</summary>
    public Action Stalled { get; set; } = () => { };

    public string? FlagUrl { get; set; } = "http://localhost:8001/flags/{cc}/{cc}.svg";

    public JsonElement? Order { get; private set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What each request and each <c>hello</c> showed: <c>Authorization</c> or the token, null for none.</summary>
    public ConcurrentQueue<string?> Keys { get; } = new();

    public static async Task<FakeGateway> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new FakeGateway(app);
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            gateway.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (!context.WebSockets.IsWebSocketRequest)
                gateway.Keys.Enqueue(context.Request.Headers.Authorization);
            return next(context);
        });
        gateway.Map();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    /// <summary>Adds an ok country with a flag of its own.</summary>
    public FakeGateway Ok(string code, string country = "Some Land", string mediaType = "image/svg+xml")
    {
        var bytes = Encoding.UTF8.GetBytes($"<svg>{code}</svg>");
        Flags[code] = bytes;
        var outcome = Outcome(code, "ok");
        outcome["country"] = country;
        outcome["via"] = "origin";
        outcome["flag"] = new JsonObject
        {
            ["bytes"] = bytes.Length, ["mediaType"] = mediaType, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
        Outcomes.Add(outcome);
        return this;
    }

    public FakeGateway NotFound(string code)
    {
        Outcomes.Add(Outcome(code, "notFound"));
        return this;
    }

    public FakeGateway Failed(string code, string cause, int? status, string message)
    {
        var outcome = Outcome(code, "failed");
        outcome["error"] = new JsonObject
        {
            ["code"] = cause, ["exchange"] = "flag", ["phase"] = "headers", ["status"] = status, ["attempts"] = 10, ["message"] = message,
        };
        Outcomes.Add(outcome);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>The harvest as it stands after so many outcomes.</summary>
    public string Harvest(int done, bool summary = false)
    {
        var finals = Outcomes.Take(done).ToList();
        var isCancelled = _cancelled.Task.IsCompleted;
        int Count(string state) => finals.Count(outcome => (string?)outcome["state"] == state);
        var open = Outcomes.Count - done;
        var countries = Outcomes.Select((outcome, index) =>
            index < done ? outcome.DeepClone() : Outcome((string)outcome["code"]!, isCancelled ? "cancelled" : "pending"));
        var harvest = new JsonObject
        {
            ["id"] = Id, ["origin"] = "local", ["state"] = isCancelled ? "cancelled" : open == 0 ? "completed" : "running",
            ["total"] = Outcomes.Count, ["pending"] = isCancelled ? 0 : open, ["ok"] = Count("ok"), ["notFound"] = Count("notFound"),
            ["failed"] = Count("failed"), ["cancelled"] = isCancelled ? open : 0, ["inFlight"] = 0, ["concurrency"] = Concurrency,
            ["epoch"] = "e1", ["seq"] = done, ["startedAt"] = "2026-01-02T03:04:05.678Z", ["finishedAt"] = null, ["elapsedMs"] = 1234, ["etaMs"] = null,
        };
        if (!summary)
            harvest["countries"] = new JsonArray([.. countries.OrderBy(country => (string)country["code"]!, StringComparer.Ordinal)]);
        return harvest.ToJsonString();
    }

    private static JsonObject Outcome(string code, string state) => new()
    {
        ["code"] = code, ["state"] = state, ["country"] = null, ["via"] = null, ["attempts"] = 1, ["elapsedMs"] = 5,
        ["flag"] = null, ["error"] = null, ["waiting"] = null,
    };

    private static IResult Json(string body, int status = 200) =>
        Results.Text(body, status >= 400 ? "application/problem+json" : "application/json", statusCode: status);

    private static IResult Problem(int status, string code, string detail) =>
        Json(new JsonObject { ["status"] = status, ["code"] = code, ["detail"] = detail }.ToJsonString(), status);

    private static IResult NoHarvest(string id) => Problem(404, "harvest_not_found", $"There is no harvest '{id}'.");

    private static Task Send(WebSocket socket, FrameLog frames, string json, CancellationToken cancellationToken)
    {
        frames.FromServer(json);
        return socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    private static async Task<JsonElement> Receive(WebSocket socket, FrameLog frames, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var frame = await socket.ReceiveAsync(buffer, cancellationToken);
        var text = Encoding.UTF8.GetString(buffer, 0, frame.Count);
        frames.FromClient(text);
        return JsonElement.Parse(text);
    }

    private void Map()
    {
        _app.MapGet("/health/live", () => "ok");
        _app.MapPost("/v1/harvests", async (HttpRequest request) =>
        {
            Order = (await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted)).RootElement;
            return Order.Value.GetProperty("origin").GetString() == "mars"
                ? Problem(400, "unknown_origin", "There is no origin 'mars'. Known: local.")
                : Json(Harvest(0), 202);
        });
        _app.MapGet("/v1/harvests", () => Json($$"""{"items":[{{Harvest(1, summary: true)}}],"next":null}"""));
        _app.MapGet("/v1/harvests/{id}", (string id) => id == Id ? Json(Harvest(StallAfter ?? Outcomes.Count)) : NoHarvest(id));
        _app.MapPost("/v1/harvests/{id}/cancel", (string id) =>
        {
            if (id != Id)
                return NoHarvest(id);
            _cancelled.TrySetResult();
            return Json(Harvest(StallAfter ?? Outcomes.Count));
        });
        _app.MapGet("/v1/origins/{label}", (string label) => label == "mars"
            ? Problem(404, "unknown_origin", "There is no origin 'mars'. Known: local.")
            : Json(new JsonObject { ["label"] = label, ["flagUrl"] = FlagUrl, ["metadataUrl"] = null, ["hold"] = null, ["breaker"] = "closed" }.ToJsonString()));
        _app.MapGet("/v1/countries/{code}/flag", (string code) =>
            Flags.TryGetValue(code, out var flag) ? Results.Bytes(flag, "image/svg+xml") : Problem(404, "country_not_found", $"No flag of {code}."));
        _app.Map("/v1/socket", Serve);
    }

    private async Task Serve(HttpContext context)
    {
        var cancel = context.RequestAborted;
        using var socket = await context.WebSockets.AcceptWebSocketAsync("actors.v1.json");
        var frames = new FrameLog();
        var hello = await Receive(socket, frames, cancel);
        Keys.Enqueue(hello.TryGetProperty("token", out var token) ? token.GetString() : null);
        await Send(
            socket, frames,
            """{"type":"welcome","connection":"c","heartbeatMs":15000,"limits":{"subscriptions":64,"requests":64,"searches":16,"frameBytes":16384}}""",
            cancel);
        await Receive(socket, frames, cancel);

        var seq = 0;
        foreach (var outcome in Outcomes.Take(StallAfter ?? Outcomes.Count))
            await Send(socket, frames, Event(++seq, "country", $"\"country\":{outcome.ToJsonString()}"), cancel);
        if (StallAfter is not null)
        {
            Stalled();
            await _cancelled.Task.WaitAsync(cancel);
            return;
        }

        int Count(string state) => Outcomes.Count(outcome => (string?)outcome["state"] == state);
        await Send(
            socket, frames,
            Event(
                ++seq, "completed",
                $"\"state\":\"completed\",\"ok\":{Count("ok")},\"notFound\":{Count("notFound")},\"failed\":{Count("failed")},\"cancelled\":0"),
            cancel);
        await socket.ReceiveAsync(new byte[4096], cancel);
    }

    private static string Event(int seq, string kind, string members) =>
        $$"""{"type":"event","topic":"harvest/h1","epoch":"e1","seq":{{seq}},"kind":"{{kind}}",{{members}}}""";
}

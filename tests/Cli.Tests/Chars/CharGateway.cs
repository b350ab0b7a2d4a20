using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests.Chars;

/// <summary>A gateway that knows so many characters by any word: real HTTP on a free port, and nothing behind it.</summary>
internal sealed class CharGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CharGateway(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public int Total { get; init; } = 450;

    /// <summary>The status, code and detail of a refusal from this page on; null = none.</summary>
    public (int From, int Status, string Code, string Detail)? Refusal { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<CharGateway> Start(int total = 450)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new CharGateway(app) { Total = total };
        app.MapGet("/v1/chars", gateway.Answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private IResult Answer(HttpRequest request)
    {
        Requests.Enqueue(Uri.UnescapeDataString($"{request.QueryString}"));
        var limit = int.Parse((string)request.Query["limit"]!, CultureInfo.InvariantCulture);
        var from = request.Query.TryGetValue("after", out var after) ? int.Parse(after!, CultureInfo.InvariantCulture) : 0;
        if (Refusal is { } refusal && from >= refusal.From)
        {
            var problem = new JsonObject { ["status"] = refusal.Status, ["code"] = refusal.Code, ["detail"] = refusal.Detail };
            return Results.Text(problem.ToJsonString(), "application/problem+json", statusCode: refusal.Status);
        }

        var items = Enumerable.Range(from, Math.Min(limit, Total - from)).Select(n => (JsonNode)new JsonObject
        {
            ["code"] = $"U+{0x4E00 + n:X4}", ["char"] = n == 0 ? null : char.ConvertFromUtf32(0x4E00 + n), ["name"] = $"NAME {n}",
            ["block"] = null, ["category"] = "Lo", ["age"] = "1.1",
        });
        var page = new JsonObject
        {
            ["query"] = (string?)request.Query["q"], ["mode"] = (string?)request.Query["mode"], ["sort"] = "cp", ["unicode"] = "18.0",
            ["total"] = Total, ["from"] = from, ["status"] = $"{Total} matches for 'x'", ["used"] = null,
            ["items"] = new JsonArray([.. items]), ["next"] = from + limit < Total ? $"{from + limit}" : null,
        };
        return Results.Text(page.ToJsonString(), "application/json");
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Origin.Exchanges;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Control;

/// <summary>
/// The control port: <c>GET /_ctl/stats</c>, <c>GET /_ctl/events</c> (both with <c>?mode=</c>), <c>POST /_ctl/reset</c>, which count
/// nowhere, and every mode. By hand and not by endpoint routing, which would run for the other ports too.
/// </summary>
internal sealed class ControlEndpoint(ExchangeLog log, FaultEndpoint faults)
{
    /// <summary>How many events gave way to newer ones before <c>/_ctl/events</c> was asked.</summary>
    public const string DroppedHeader = "Events-Dropped";

    // Written to the socket in pieces of about this size, so that a long log is never one buffer.
    private const int FlushAbove = 32 * 1024;

    public Task Handle(HttpContext http) => http.Request.Path.Value switch
    {
        "/_ctl/stats" => Read(http, Stats),
        "/_ctl/events" => Read(http, Events),
        "/_ctl/reset" => Reset(http),
        _ => faults.Handle(http),
    };

    private Task Read(HttpContext http, Func<HttpContext, string?, Task> answer)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return NotAllowed(http, "GET, HEAD");

        if (http.Request.Query.Keys.FirstOrDefault(key => key != "mode") is { } unknown)
            return Send(http, Problem.Of(StatusCodes.Status400BadRequest, "unknown_parameter", $"'{unknown}' is unknown; known is 'mode'."));

        var mode = http.Request.Query.TryGetValue("mode", out var value) ? value.ToString() : null;
        return mode is null || log.Modes.Contains(mode)
            ? answer(http, mode)
            : Send(http, Problem.Of(StatusCodes.Status400BadRequest, "unknown_mode", $"'mode' must be one of {string.Join(", ", log.Modes)}."));
    }

    private Task Stats(HttpContext http, string? mode) =>
        Send(http, StatusCodes.Status200OK, log.Stats(mode), OriginJson.Default.ExchangeStats, "application/json");

    private async Task Events(HttpContext http, string? mode)
    {
        var (events, dropped) = log.Events(mode);
        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[DroppedHeader] = dropped.ToString(CultureInfo.InvariantCulture);
        if (HttpMethods.IsHead(http.Request.Method))
            return;

        var body = http.Response.BodyWriter;
        using var json = new Utf8JsonWriter(body);
        foreach (var ended in events)
        {
            JsonSerializer.Serialize(json, ended, OriginJson.Default.ExchangeEvent);
            await json.FlushAsync(http.RequestAborted);
            body.Write("\n"u8);
            json.Reset();
            if (body.UnflushedBytes > FlushAbove && (await body.FlushAsync(http.RequestAborted)).IsCompleted)
                return;
        }
    }

    private Task Reset(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
            return NotAllowed(http, "POST");

        log.Reset();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task NotAllowed(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return Send(http, Problem.Of(StatusCodes.Status405MethodNotAllowed));
    }

    private static Task Send(HttpContext http, Problem problem) =>
        Send(http, problem.Status, problem, OriginJson.Default.Problem, Problem.MediaType);

    private static async Task Send<T>(HttpContext http, int status, T value, JsonTypeInfo<T> type, string mediaType)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}

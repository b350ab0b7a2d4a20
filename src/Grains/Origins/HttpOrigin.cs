using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Actors.Grains.Countries;

namespace Actors.Grains.Origins;

/// <summary>One HTTP exchange with an origin, start to end, classified. Retries, permits and storage are its callers' business.</summary>
internal sealed class HttpOrigin(OriginConnections connections, TimeProvider time)
{
    /// <summary>Longest wait for the response's headers, the connection included.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Longest pause inside a body.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Longest exchange.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    /// <param name="stored">What is kept: sent as validators, so that the origin may answer 304.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ExchangeResult> Get(
        Origin origin, Parts part, Uri url, StoredPart? stored, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Source.StartActivity("exchange", ActivityKind.Client);
        span?.SetTag("actors.origin", origin.Label).SetTag("actors.part", part.ToString()).SetTag("url.full", url.AbsoluteUri);
        var start = time.GetTimestamp();
        using var total = new CancellationTokenSource(TotalTimeout, time);
        using var phase = new CancellationTokenSource(HeadersTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, total.Token, phase.Token);
        var isBody = false;
        ExchangeResult result;
        try
        {
            using var request = CreateRequest(origin, part, url, stored);
            using var response = await connections.Send(request, either.Token);
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            isBody = true;
            result = await Read(origin, part, url, stored, response, phase, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            result = new ExchangeResult.Failed(TimedOut(total, phase, isBody));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Every other ending has a code: an exception type nobody thought of is counted as transport_error.
            result = new ExchangeResult.Failed(TransportFailure.Classify(error, isBody));
        }

        Record(origin, part, result, start, span);
        return result;
    }

    private static HttpRequestMessage CreateRequest(Origin origin, Parts part, Uri url, StoredPart? stored)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", origin.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", part == Parts.Flag ? "image/*" : "application/json");
        foreach (var (name, value) in origin.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (stored?.ETag is { } etag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        if (stored?.LastModified is { } modified)
        {
            request.Headers.IfModifiedSince = modified;
        }

        return request;
    }

    private async Task<ExchangeResult> Read(
        Origin origin, Parts part, Uri url, StoredPart? stored, HttpResponseMessage response, CancellationTokenSource phase, CancellationToken token)
    {
        var now = time.GetUtcNow();
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when stored is not null:
                return new ExchangeResult.NotModified(now, Freshness.Until(response, now, origin.FreshFor));
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return new ExchangeResult.NotFound((int)response.StatusCode);
            case not HttpStatusCode.OK:
                return new ExchangeResult.Failed(ResponseStatus.Classify(response, now));
            default:
                break;
        }

        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return new ExchangeResult.Failed(
                FailureCause.OfContent("unsupported_encoding", "The origin compressed a body although it was not asked to."));
        }

        var body = await ReadBody(response.Content, origin.MaxBytes, phase, token);
        if (body is null)
        {
            return new ExchangeResult.Failed(
                FailureCause.OfContent("body_too_large", $"The body is larger than {origin.MaxBytes} bytes (Origins:{origin.Label}:MaxBytes)."));
        }

        var type = response.Content.Headers.ContentType;
        return BodyCheck.Check(part, url, type, origin, ref body) is { } cause
            ? new ExchangeResult.Failed(cause with { Status = (int)response.StatusCode })
            : new ExchangeResult.Fetched(new StoredPart
            {
                Body = body,
                MediaType = type?.MediaType?.ToLowerInvariant() ?? "application/octet-stream",
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
                ETag = response.Headers.NonValidated.TryGetValues("ETag", out var etag) && EntityTagHeaderValue.TryParse(etag.ToString(), out _) ? etag.ToString() : null,
                LastModified = response.Content.Headers.LastModified,
                FetchedAt = now,
                FreshUntil = Freshness.Until(response, now, origin.FreshFor),
            });
    }

    /// <summary>The whole body; null if it is larger than allowed.</summary>
    private static async Task<byte[]?> ReadBody(HttpContent content, int maxBytes, CancellationTokenSource phase, CancellationToken token)
    {
        var stated = content.Headers.ContentLength;
        if (stated > maxBytes)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(token);
        var buffer = new byte[(int)(stated ?? 16 * 1024) + 1];
        var length = 0;
        while (true)
        {
            phase.CancelAfter(IdleTimeout);
            var read = await stream.ReadAsync(buffer.AsMemory(length), token);
            if (read == 0)
            {
                return buffer[..length];
            }

            length += read;
            if (length > maxBytes)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maxBytes + 1));
            }
        }
    }

    private static FailureCause TimedOut(CancellationTokenSource total, CancellationTokenSource phase, bool isBody) =>
        total.IsCancellationRequested ? FailureCause.OfHost("timeout_total", isBody ? "body" : "headers", "The exchange took too long.")
        : !phase.IsCancellationRequested ? FailureCause.OfHost("timeout_connect", "connect", "The connection took too long.")
        : isBody ? FailureCause.OfHost("timeout_idle", "body", "The body stopped coming.")
        : FailureCause.OfHost("timeout_headers", "headers", "No answer in time.");

    private void Record(Origin origin, Parts part, ExchangeResult result, long start, Activity? span)
    {
        Telemetry.ExchangeDuration.Record(
            time.GetElapsedTime(start).TotalSeconds,
            new("origin", origin.Label), new("part", part == Parts.Flag ? "flag" : "metadata"), new("outcome", result.Code));
        span?.SetTag("actors.outcome", result.Code);
        if (result is ExchangeResult.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error, result.Code);
        }
    }
}

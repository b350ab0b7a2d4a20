using System.Diagnostics;
using Actors.Grains.Countries;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Origins;

/// <summary>
/// One HTTP exchange with an origin, start to end, classified. Retries, permits, the next hop of a redirect and storage are
/// its callers' business.
/// </summary>
internal sealed partial class HttpOrigin(OriginConnections connections, TimeProvider time, ILogger<HttpOrigin> logger)
{
    /// <param name="stored">What is kept: sent as validators, so that the origin may answer 304.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ExchangeResult> Get(
        Upstream origin, BodyKind kind, Uri url, StoredPart? stored, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Source.StartActivity("exchange", ActivityKind.Client);
        // Without the query: one that the metadata or a redirect names may hold a key too.
        span?.SetTag("actors.origin", origin.Label).SetTag("actors.part", kind.ToString())
            .SetTag("url.full", origin.Hide(url.GetLeftPart(UriPartial.Path)));
        using var clock = new ExchangeClock(time, cancellationToken);
        ExchangeResult result;
        try
        {
            // A redirect, or a URL that stands in the metadata, may lead anywhere: neither secrets nor leave to be on a
            // private network go along.
            var isOurs = origin.Authorities.Contains(UrlTemplate.AuthorityOf(url));
            using var request = CreateRequest(origin, kind, url, stored, isOurs);
            using var response = await connections.Send(request, isOurs && origin.AllowPrivateAddresses, clock.Token);
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            clock.EnterBody();
            result = await Read(origin, kind, url, stored, response, clock);
            if (RateLimitFields.Read(response.Headers.NonValidated) is { } quota)
            {
                result = result with { Quota = quota };
            }
        }
        catch (Exception error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Every ending has a code: an exception type that nobody thought of is a transport_error.
            result = new ExchangeResult.Failed(clock.TimedOut ?? TransportFailure.Classify(error, clock.IsBody));
            Notice(origin, url, result.Code, error);
        }

        Record(origin, kind, result, clock.Elapsed, span);
        return result;
    }

    private static HttpRequestMessage CreateRequest(Upstream origin, BodyKind kind, Uri url, StoredPart? stored, bool isOurs)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", origin.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", kind == BodyKind.Flag ? "image/*" : "application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", ResponseBody.AcceptEncoding);
        if (isOurs)
        {
            foreach (var (name, value) in origin.Headers)
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }
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
        Upstream origin, BodyKind kind, Uri url, StoredPart? stored, HttpResponseMessage response, ExchangeClock clock)
    {
        var now = time.GetUtcNow();
        switch ((int)response.StatusCode)
        {
            case 304 when stored is not null:
                return new ExchangeResult.NotModified(stored.ConfirmedBy(response, now, origin));
            case 404 or 410:
                return new ExchangeResult.NotFound((int)response.StatusCode, Freshness.LifetimeOfAbsence(response, now, origin));
            case var status when Redirect.Is(status):
                return Redirect.Read(url, response);
            case not 200:
                return new ExchangeResult.Failed(ResponseStatus.Classify(response, now));
            default:
                break;
        }

        var (body, cause) = await ResponseBody.Read(response.Content, origin, clock);
        var type = response.Content.Headers.ContentType;
        var active = ActiveContent.None;
        cause ??= BodyCheck.Check(kind, url, type, origin, ref body, out active);
        if (cause is not null)
        {
            return new ExchangeResult.Failed(cause with { Status = (int)response.StatusCode });
        }

        if (active != ActiveContent.None)
        {
            Telemetry.ActiveFlags.Add(1, new KeyValuePair<string, object?>("origin", origin.Label));
            var path = origin.Hide(url.AbsolutePath);
            LogActiveContent(path, active);
        }

        return new ExchangeResult.Fetched(StoredPart.Of(body, url, response, now, origin));
    }

    private static void Record(Upstream origin, BodyKind kind, ExchangeResult result, TimeSpan elapsed, Activity? span)
    {
        Telemetry.ExchangeDuration.Record(
            elapsed.TotalSeconds,
            new("origin", origin.Label), new("part", kind.ToString().ToLowerInvariant()), new("outcome", result.Code));
        span?.SetTag("actors.outcome", result.Code);
        if (result is ExchangeResult.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error, result.Code);
        }
    }
}

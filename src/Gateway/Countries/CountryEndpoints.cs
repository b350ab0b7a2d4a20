using System.Collections.Immutable;
using System.Globalization;
using Actors.Gateway.Json;
using Actors.Gateway.Origins;
using Actors.Gateway.Problems;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Countries;

/// <summary><c>/v1/countries</c>.</summary>
internal static class CountryEndpoints
{
    public static void MapCountries(this IEndpointRouteBuilder routes)
    {
        var countries = routes.MapGroup("/v1/countries").WithTags("Countries").WithQuery(QueryParameter.Origin);
        countries.MapMethods("/", ["GET", "HEAD"], List)
            .WithSummary("Lists what is stored of an origin, by code; every filter that is given must match.")
            .WithQuery([QueryParameter.Origin, .. FilterParameters.All, Paging.LimitParameter, Paging.AfterParameter])
            .Produces<PageBody<CountryBody>>().WithProblems(400, 503);
        countries.MapMethods("/{code}", ["GET", "HEAD"], Get).WithSummary("One country, fetched if it is not stored.")
            .Produces<CountryBody>().WithProblems(400, 404, 502, 503);
        countries.MapMethods("/{code}/flag", ["GET", "HEAD"], GetFlag).WithSummary("A country's flag, fetched if it is not stored.")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml", additionalContentTypes: ["image/gif", "image/png"])
            .Produces(StatusCodes.Status304NotModified).WithProblems(400, 404, 502, 503);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains, OriginLabels origins)
    {
        var paging = Paging.Of(context.Request);
        var after = paging.After is not { } cursor ? null : CountryCodes.TryParse(cursor, out var code) ? code : throw Paging.BadCursor();
        var filter = FilterParameters.Of(context.Request.Query);
        var origin = await origins.Resolve(context.Request);
        var stored = await grains.GetGrain<IOriginsGrain>(0).Countries(origin.Label, filter, after, paging.Limit + 1);
        var next = stored.Length > paging.Limit ? stored[paging.Limit - 1].Code : null;
        Paging.AddLink(context, next);
        var items = stored.Take(paging.Limit).Select(CountryBody.From).ToImmutableArray();
        return TypedResults.Json(new PageBody<CountryBody>(items, next), GatewayJson.Wire.PageBodyCountryBody);
    }

    private static async Task<IResult> Get(string code, HttpContext context, OriginLabels origins, CountryDesk desk, TimeProvider time)
    {
        var country = CodeOf(code);
        var origin = await origins.Resolve(context.Request);
        var stored = await desk.Read(origin, country, context.RequestAborted) ?? throw CountryDesk.NotFound(country, origin);
        SetCaching(context.Response, time, stored.GeneratedAt ?? stored.FetchedAt, stored.FreshUntil, stored.Stale);
        return TypedResults.Json(CountryBody.From(stored), GatewayJson.Wire.CountryBody);
    }

    private static async Task<IResult> GetFlag(string code, HttpContext context, OriginLabels origins, CountryDesk desk, TimeProvider time)
    {
        var country = CodeOf(code);
        var origin = await origins.Resolve(context.Request);
        var flag = await desk.ReadFlag(origin, country, context.RequestAborted) ?? throw new ProblemException(
            new Problem(StatusCodes.Status404NotFound, "flag_not_found", $"The origin '{origin.Label}' has no flag for {country}."));
        SetCaching(context.Response, time, flag.GeneratedAt ?? flag.FetchedAt, flag.FreshUntil, time.GetUtcNow() >= flag.FreshUntil);
        // The picture is a stranger's. An SVG opened by itself is a document: this lets it draw and do nothing else.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        var mediaType = MediaTypeHeaderValue.TryParse(flag.Info.MediaType, out var type) ? type.ToString() : "application/octet-stream";
        return TypedResults.Bytes(
            flag.Body, mediaType, lastModified: flag.FetchedAt, entityTag: new EntityTagHeaderValue($"\"{flag.Info.Sha256}\""));
    }

    private static string CodeOf(string code) => CountryCodes.TryParse(code, out var country)
        ? country
        : throw new ProblemException(
            new Problem(StatusCodes.Status400BadRequest, "invalid_code", "A country code is two ASCII letters.", "code"));

    // A stale answer is marked by its Age (RFC 9111 §5.1). A fresh one states what is left of its lifetime instead, because
    // a cache would subtract an Age from that.
    private static void SetCaching(
        HttpResponse response, TimeProvider time, DateTimeOffset generatedAt, DateTimeOffset freshUntil, bool stale)
    {
        var left = stale ? 0 : Seconds(freshUntil - time.GetUtcNow());
        response.Headers.CacheControl = $"public, max-age={left}";
        if (stale)
            response.Headers.Age = Seconds(time.GetUtcNow() - generatedAt).ToString(CultureInfo.InvariantCulture);
    }

    // More than 2^31 is more than a cache can read (RFC 9111 §1.2.2).
    private static int Seconds(TimeSpan time) => (int)Math.Clamp(time.TotalSeconds, 0, int.MaxValue);
}

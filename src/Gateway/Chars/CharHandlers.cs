using Actors.Gateway.Problems;
using Actors.Grains.Chars;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Gateway.Chars;

/// <summary>
/// Answers <c>/v1/chars</c> and what is below it. What was answered before costs a look into the cache by the target as it
/// was sent, before anything of that is read.
/// </summary>
internal sealed class CharHandlers(CharDesk desk, CharCache cache)
{
    /// <summary>Keys of the cache: a query starts with its question mark, these with something else.</summary>
    private const string FacetsKey = "facets";
    private const string CodeKey = "/";

    public Task Find(HttpContext context)
    {
        var query = context.Request.QueryString.Value ?? "";
        return cache.Answer(query) is { } answer ? answer.Send(context) : MakePage(context, query);
    }

    public Task Facets(HttpContext context)
    {
        var key = FacetsKey + context.Request.QueryString.Value;
        return cache.Answer(key) is { } answer ? answer.Send(context) : MakeFacets(context, key);
    }

    public Task Describe(HttpContext context)
    {
        _ = new CharParameters(context.Request.QueryString.Value, CharQueryParameters.None);
        var code = CodeOf(context);
        var key = CodeKey + code;
        return cache.Answer(key) is { } answer ? answer.Send(context) : MakeDescription(context, code, key);
    }

    private async Task MakePage(HttpContext context, string query)
    {
        var parameters = new CharParameters(query, CharQueryParameters.OfFind);
        var request = parameters.ToRequest();
        CharPage page;
        try
        {
            page = await desk.FindUncached(request);
        }
        catch (CharQueryException expired) when (expired.Code == "cursor_expired")
        {
            throw new ProblemException(ExceptionProblems.From(expired) with { Restart = CharLink.First(parameters) });
        }

        var answer = new CharAnswer(page.Version, new CharBody(request.Query, page), CharLink.Header(parameters, page.Next));
        cache.Keep(query, answer, CharCache.IsDeep(request));
        await answer.Send(context);
    }

    private async Task MakeFacets(HttpContext context, string key)
    {
        var parameters = new CharParameters(context.Request.QueryString.Value, CharQueryParameters.OfFacets);
        await Keep(context, key, await desk.Facets(parameters.ToRequest()));
    }

    private async Task MakeDescription(HttpContext context, string code, string key) =>
        await Keep(context, key, await desk.Describe(code));

    private Task Keep(HttpContext context, string key, CharDocument document)
    {
        var answer = new CharAnswer(document.Version, new CharBody(document.Json));
        cache.Keep(key, answer, isDeep: false);
        return answer.Send(context);
    }

    // The framework has decoded the path already, and what it could not decode it left as it was: only the target shows which.
    private static string CodeOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        var end = target.IndexOf('?');
        var path = (end < 0 ? target : target[..end]).TrimEnd('/');
        PercentText.Decode(path[(path.LastIndexOf('/') + 1)..], "code", plusIsSpace: false);
        return (string)context.Request.RouteValues["code"]!;
    }
}

using System.Globalization;
using Actors.Gateway.Page;
using Actors.Gateway.Problems;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars.Page;

/// <summary>Searching for characters in a browser, with and without JavaScript.</summary>
internal static class CharPageEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    public static void MapCharPage(this IEndpointRouteBuilder routes) => routes
        .MapMethods(CharForm.Path, ["GET", "HEAD"], Serve)
        .WithMetadata(CharForm.Rules)
        .ExcludeFromDescription();

    private static async Task<IResult> Serve(HttpContext context, CharDesk desk)
    {
        PageHeaders.Set(context.Response, formTarget: "'self'");
        var form = CharForm.Blank;
        try
        {
            form = CharForm.From(context.Request);
            if (string.IsNullOrWhiteSpace(form.Query))
                return await Blank(form, desk);
            var page = await desk.Find(form.ToRequest());
            if (page.Next is not null)
                context.Response.Headers.Link = $"<{form.LinkFrom(page.Next)}>; rel=\"next\"";
            return TypedResults.Text(new CharView(form).Found(page), Html);
        }
        catch (CharQueryException blank) when (blank.Code == "empty_query")
        {
            return TypedResults.Text(new CharView(form).Blank(), Html);
        }
        // People read this page, so refusals and outages are shown in it; a defect is the middleware's to log.
        catch (Exception exception) when (ExceptionProblems.From(exception) is { Status: not 500 } problem)
        {
            if (problem.RetryAfter is { } delay)
                context.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TypedResults.Text(new CharView(form).Failed(problem), Html, problem.Status);
        }
    }

    private static async Task<IResult> Blank(CharForm form, CharDesk desk)
    {
        // What was chosen is checked by the index; any word does, for a blank query might be refused before the rest is looked at.
        if (form.HasChoices)
            await desk.Find(form.ToRequest() with { Query = "a", After = null, Limit = 1 });
        return TypedResults.Text(new CharView(form).Blank(), Html);
    }
}

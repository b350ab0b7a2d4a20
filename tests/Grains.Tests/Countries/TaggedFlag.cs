using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Countries;

/// <summary>Has a validator for its content: what is asked for again unchanged is answered 304.</summary>
internal sealed class TaggedFlag(string svg) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = $"\"{svg.GetHashCode(StringComparison.Ordinal)}\"";
        httpContext.Response.Headers.ETag = tag;
        return httpContext.Request.Headers.IfNoneMatch == tag
            ? Results.StatusCode(StatusCodes.Status304NotModified).ExecuteAsync(httpContext)
            : Results.Text(svg, "image/svg+xml").ExecuteAsync(httpContext);
    }
}

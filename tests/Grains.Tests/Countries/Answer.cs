using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Countries;

/// <summary>A scripted answer of the test origin; remembers the condition that it was asked with.</summary>
internal sealed class Answer(int status, string body, params (string Name, string Value)[] headers) : IResult
{
    public string? IfNoneMatch { get; private set; }

    public static Answer Flag(params (string Name, string Value)[] headers) =>
        new(200, "<svg xmlns='http://www.w3.org/2000/svg'/>", [("Content-Type", "image/svg+xml"), .. headers]);

    public static Answer Json(string body, params (string Name, string Value)[] headers) =>
        new(200, body, [("Content-Type", "application/json"), .. headers]);

    public static Answer To(string url) => new(302, "", ("Location", url));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        IfNoneMatch = httpContext.Request.Headers.IfNoneMatch;
        httpContext.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            httpContext.Response.Headers[name] = value;
        }

        await httpContext.Response.WriteAsync(body);
    }
}

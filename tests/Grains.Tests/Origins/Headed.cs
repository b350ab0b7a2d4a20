using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Origins;

/// <summary>An answer of a status with headers, and nothing else.</summary>
internal sealed class Headed(int status, params (string Name, string Value)[] headers) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            httpContext.Response.Headers[name] = value;
        }

        return httpContext.Response.Headers.ContainsKey("x") ? httpContext.Response.WriteAsync("x") : Task.CompletedTask;
    }
}

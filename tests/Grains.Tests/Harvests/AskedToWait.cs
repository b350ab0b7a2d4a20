using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Harvests;

/// <summary>429 with Retry-After.</summary>
internal sealed class AskedToWait(TimeSpan wait) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        httpContext.Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}

using System.Globalization;
using Actors.Gateway.Json;
using Actors.Gateway.Requests;

namespace Actors.Gateway.Problems;

/// <summary>Turns exceptions, and refusals without a body, into problems.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        // Every failure of a request ends here: it becomes an answer, and the server goes on.
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = ExceptionProblems.From(exception);
            var (method, path) = (context.Request.Method, context.Request.Path);
            if (problem.Status == StatusCodes.Status500InternalServerError)
                LogDefect(exception, method, path);
            else if (problem.Status >= StatusCodes.Status500InternalServerError)
                LogUnavailable(method, path, problem.Code, exception.Message);
            await Write(context, problem);
            return;
        }

        if (IsBareRefusal(context.Response))
            await Write(context, ExceptionProblems.FromStatus(context.Response.StatusCode));
    }

    public static async Task Write(HttpContext context, Problem problem)
    {
        var response = context.Response;
        var (allow, upgrade, vary) = (response.Headers.Allow, response.Headers.Upgrade, response.Headers.Vary);
        response.Clear();
        response.StatusCode = problem.Status;
        response.Headers.Allow = allow;
        response.Headers.Upgrade = upgrade;
        response.Headers.Vary = vary;
        response.Headers.CacheControl = "no-store";
        SecurityHeaders.Set(response);
        response.Headers.WWWAuthenticate = problem.Challenge;
        if (problem.RetryAfter is { } delay)
            response.Headers.RetryAfter = Math.Clamp(Math.Ceiling(delay.TotalSeconds), 1, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        if (problem.Restart is { } restart)
            response.Headers.Link = $"<{restart}>; rel=\"first\"";
        await response.WriteAsJsonAsync(
            ProblemBody.From(problem), GatewayJson.Wire.ProblemBody, "application/problem+json", context.RequestAborted);
    }

    private static bool IsBareRefusal(HttpResponse response) =>
        !response.HasStarted && response is { StatusCode: >= 400, ContentType: null, ContentLength: null or 0 };

    // A PathString shows itself escaped: a line break in it makes no second line of the log.
    [LoggerMessage(EventId = 5100, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogDefect(Exception exception, string method, PathString path);

    [LoggerMessage(EventId = 5101, Level = LogLevel.Information, Message = "{Method} {Path} was answered {Code}: {Reason}")]
    private partial void LogUnavailable(string method, PathString path, string code, string reason);
}

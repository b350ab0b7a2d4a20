using Actors.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Requests;

/// <summary>
/// Ends requests after <see cref="LimitsOptions.Request"/>: a body that trickles in, a country that does not come. Not the
/// framework's middleware, because that one knows no clock but the system's, and no exceptions within a route.
/// </summary>
internal sealed class RequestTime(RequestDelegate next, IOptions<LimitsOptions> limits, TimeProvider time)
{
    private readonly TimeSpan _limit = limits.Value.Request;

    public async Task InvokeAsync(HttpContext context)
    {
        if (TakesItsTime(context))
        {
            await next(context);
            return;
        }

        var aborted = context.RequestAborted;
        using var deadline = new CancellationTokenSource(_limit, time);
        await using var lost = aborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        context.RequestAborted = deadline.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw new ProblemException(TooLong());
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    // Whoever asks to wait says how long, and streams and sockets have limits of their own.
    private static bool TakesItsTime(HttpContext context) =>
        context.GetEndpoint()?.Metadata is not { } route
        || route.GetMetadata<RouteTraits>() is { IsOpenEnded: true }
        || (route.GetMetadata<QueryRules>()?.Knows("wait") is true && context.Request.Query.ContainsKey("wait"));

    private Problem TooLong() => new(
        StatusCodes.Status503ServiceUnavailable, "request_timeout", $"The request was not done within {_limit.TotalSeconds} s, the limit here.");
}

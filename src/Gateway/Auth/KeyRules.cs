using System.Net;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Auth;

/// <summary>
/// Refuses wrong keys everywhere, and requests that are more than reading without a right one. That goes by the method, not by
/// a mark on the route: a route that somebody adds is closed until it turns out to be harmless.
/// </summary>
internal sealed partial class KeyRules(RequestDelegate next, ApiKeys keys, ILogger<KeyRules> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!keys.AreConfigured)
            return next(context);
        var request = context.Request;
        var isClosed = context.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>() is not null;
        var shown = keys.Of(request, orBasic: isClosed);
        if (shown.IsWrong)
        {
            LogRefused(context.Connection.RemoteIpAddress);
            throw new ProblemException(isClosed ? KeyProblems.RequiredToRead : KeyProblems.Invalid);
        }

        if (IsReading(request.Method) && !isClosed)
            return next(context);
        if (shown.Name is not { } name)
            throw new ProblemException(isClosed ? KeyProblems.RequiredToRead : KeyProblems.Required);
        // A page that asks again every second would fill the log.
        if (IsReading(request.Method))
            LogRead(request.Method, request.Path, name);
        else
            LogUsed(request.Method, request.Path, name);
        return next(context);
    }

    /// <summary>Of CONNECT only the socket knows anything (RFC 8441), whose frames ask for a key where they need one.</summary>
    public static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsConnect(method);

    // A PathString shows itself escaped: a line break in it makes no second line of the log.
    [LoggerMessage(EventId = 5400, Level = LogLevel.Information, Message = "{Method} {Path} under the key {Key}")]
    private partial void LogUsed(string method, PathString path, string key);

    [LoggerMessage(EventId = 5404, Level = LogLevel.Debug, Message = "{Method} {Path} under the key {Key}")]
    private partial void LogRead(string method, PathString path, string key);

    [LoggerMessage(EventId = 5401, Level = LogLevel.Warning, Message = "A wrong key from {Address} was refused")]
    private partial void LogRefused(IPAddress? address);
}

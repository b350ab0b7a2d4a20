using Actors.Gateway.Auth;
using Actors.Gateway.Problems;
using Actors.Gateway.Sockets;

namespace Actors.Gateway;

/// <summary>What holds for every request: known query parameters only, and no writes on behalf of a foreign web page.</summary>
internal sealed class RequestRules(RequestDelegate next, OriginPolicy origins)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<QueryRules>() is { IsCheckedByEndpoint: false } rules)
            Check(context.Request, rules);
        if (!KeyRules.IsReading(context.Request.Method) && !origins.Allows(context.Request))
            throw OriginRefused();
        return next(context);
    }

    public static ProblemException UnknownParameter(string name) =>
        Refused("unknown_parameter", name, "is not a query parameter of this path");

    public static ProblemException RepeatedParameter(string name) => Refused("repeated_parameter", name, "is given more than once");

    private static ProblemException OriginRefused() => new(new Problem(
        StatusCodes.Status403Forbidden, "origin_refused",
        "Pages of that origin may not use this server; it would need AllowedHosts or Limits:AllowedOrigins.", "Origin"));

    private static void Check(HttpRequest request, QueryRules rules)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!rules.Knows(name))
                throw UnknownParameter(name);
            if (values.Count > 1)
                throw RepeatedParameter(name);
        }
    }

    private static ProblemException Refused(string code, string name, string what)
    {
        var shown = name.Length <= 64 ? name : name[..64];
        return new ProblemException(new Problem(StatusCodes.Status400BadRequest, code, $"'{shown}' {what}.", shown));
    }
}

using Actors.Origin.Control;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Every mode on the control port: <c>/{mode}/flags/...</c>, with the parameters of docs/origin.md in the query.</summary>
internal sealed class FaultEndpoint(
    ModeCatalog catalog, FaultQuery query, ExchangeRunner runner, OriginFiles files, OriginOptions options, TimeProvider time)
{
    private const string Files = "/flags/";

    public Task Handle(HttpContext http)
    {
        var path = http.Request.Path.Value ?? string.Empty;
        var end = path.IndexOf(Files, StringComparison.Ordinal);
        if (end <= 0 || path.IndexOf('/', 1) != end)
            return Refuse(http, Problem.Of(StatusCodes.Status404NotFound));

        if (catalog.Find(path[1..end]) is not { } mode)
        {
            return Refuse(http, Problem.Of(
                StatusCodes.Status400BadRequest, "unknown_mode", $"The mode must be one of {string.Join(", ", catalog.Names)}."));
        }

        if (!query.TryRead(http.Request.Query, new FaultParameters { Seed = options.Seed }, out var asked, out var problem))
            return Refuse(http, problem);

        http.Request.PathBase = path[..end];
        http.Request.Path = path[end..];
        return runner.Run(http, mode.Name, files.FindAny, asked, exchange => Answer(exchange, mode));
    }

    private async Task Answer(Exchange exchange, IMode counting)
    {
        var asked = exchange.Asked;
        var mode = counting;
        if (asked.Plan is { } plan)
        {
            mode = plan[Math.Min(exchange.Attempt, plan.Count) - 1];
            asked = exchange.Asked = asked with { Rate = asked.Rate ?? 1 };
        }

        if (asked.Delay is { } delay && !mode.Waits)
            await Pause.For(delay, time, exchange.Left);

        exchange.Fault = mode.Name;
        var spared = mode.Rate is { } usual && Draw.Of(asked.Seed, mode.Name, exchange.Path, exchange.Attempt) >= (asked.Rate ?? usual);
        await (spared ? exchange.Serve() : mode.Answer(exchange));
    }

    private static async Task Refuse(HttpContext http, Problem problem)
    {
        var body = problem.ToUtf8Bytes();
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = Problem.MediaType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}

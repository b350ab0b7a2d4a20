using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Answers that are nothing but their status.</summary>
internal sealed class StatusFaults : IFaultFamily
{
    private static readonly int[] _problems = [400, 401, 403, 404, 408, 410, 500, 501, 502, 503, 504, 505];
    private static readonly int[] _withoutBody = [StatusCodes.Status204NoContent, StatusCodes.Status304NotModified];

    public IEnumerable<IMode> Faults =>
    [
        .. _problems.Select(status => Plain($"s{status}", status)),
        .. _withoutBody.Select(status => new Fault($"s{status}", exchange => exchange.SendNothing(status))),
        new Fault("s206", Half),
        new SelfWilled("early", Early),
        new SelfWilled("teapot", Teapot),
    ];

    /// <summary>A problem with this status.</summary>
    public static IMode Plain(string name, int status) => new Fault(name, exchange => exchange.Refuse(status));

    private static Task Half(Exchange exchange)
    {
        if (exchange.File is not { } file)
            return exchange.Serve();

        var half = file.Body.Length / 2;
        exchange.Http.Response.Headers.ContentRange = $"bytes 0-{half - 1}/{file.Body.Length}";
        return exchange.Send(StatusCodes.Status206PartialContent, file.MediaType, file.Body[..half]);
    }

    private static Task Early(Exchange exchange) => exchange.Attempt <= (exchange.Asked.N ?? 2)
        ? exchange.Refuse(StatusCodes.Status503ServiceUnavailable)
        : exchange.Serve();

    /// <summary>As in the second edition of the book: some paths are teapots and stay so, whoever asks however often.</summary>
    private static Task Teapot(Exchange exchange) =>
        Draw.Of(exchange.Asked.Seed, "teapot", exchange.Path, attempt: 0) < (exchange.Asked.Rate ?? 0.25)
            ? exchange.Refuse(StatusCodes.Status418ImATeapot)
            : exchange.Serve();
}

using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Lets a mode answer, and sees to it that the log knows of every exchange's arrival and end.</summary>
internal sealed class ModeEndpoint(IMode mode, ExchangeLog log, OriginFiles files)
{
    public async Task Handle(HttpContext http)
    {
        var request = http.Request;
        var userAgent = request.Headers.UserAgent is [{ } sent, ..] ? sent : null;
        var arrival = log.Arrive(mode.Name, request.Method, request.Path.Value ?? string.Empty, userAgent);
        var exchange = new Exchange(http, arrival, log, files);
        try
        {
            await mode.Answer(exchange);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested
            && gone is OperationCanceledException or ConnectionResetException)
        {
            // Nobody is left to answer. That clients leave in the middle is what a practice origin is for.
        }
        finally
        {
            exchange.End(ExchangeStatus.ClientLeft);
        }
    }
}

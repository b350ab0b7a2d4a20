using Actors.Origin.Countries;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Exchanges;

/// <summary>Sees to it that the log knows of every exchange's arrival and end, whatever becomes of it in between.</summary>
internal sealed class ExchangeRunner(ExchangeLog log)
{
    /// <param name="mode">Counts it.</param>
    /// <param name="answer">Answers it.</param>
    public async Task Run(
        HttpContext http, string mode, Func<string, OriginFile?> find, FaultParameters asked, Func<Exchange, Task> answer)
    {
        var request = http.Request;
        var userAgent = request.Headers.UserAgent is [{ } sent, ..] ? sent : null;
        var arrival = log.Arrive(mode, request.Method, request.Path.Value ?? string.Empty, userAgent);
        Exchange exchange = new(http, arrival, log, find, asked);
        try
        {
            await answer(exchange);
        }
        catch (ConnectionResetException)
        {
            // Nobody is left to answer. That clients leave in the middle is what a practice origin is for.
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // As above.
        }
        finally
        {
            exchange.End(ExchangeStatus.ClientLeft);
        }
    }
}

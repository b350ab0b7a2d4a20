using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>A port with one mode, as configured: queries change nothing here.</summary>
internal sealed class ModeEndpoint(IMode mode, ExchangeRunner runner, OriginFiles files, OriginOptions options)
{
    private readonly FaultParameters _asConfigured = new() { Seed = options.Seed };

    public Task Handle(HttpContext http) => runner.Run(http, mode.Name, files.Find, _asConfigured, Answer);

    private Task Answer(Exchange exchange)
    {
        exchange.Fault = mode.Name;
        return mode.Answer(exchange);
    }
}

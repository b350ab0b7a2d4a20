using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>DELAY: answers everything, a 404 too, after <see cref="OriginOptions.Delay"/>.</summary>
internal sealed class DelayMode(OriginOptions options, TimeProvider time) : IMode
{
    public string Name => "delay";

    public bool Waits => true;

    public async Task Answer(Exchange exchange)
    {
        await Pause.For(exchange.Asked.Delay ?? options.Delay, time, exchange.Left);
        await exchange.Serve();
    }
}

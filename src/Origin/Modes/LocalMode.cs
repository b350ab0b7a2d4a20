using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>LOCAL: answers at once.</summary>
internal sealed class LocalMode : IMode
{
    public string Name => "local";

    public Task Answer(Exchange exchange) => exchange.Serve();
}

using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>One fault of a family that decides for itself whom it strikes.</summary>
internal sealed class SelfWilled(string name, Func<Exchange, Task> answer) : IMode
{
    public string Name => name;

    public Task Answer(Exchange exchange) => answer(exchange);
}

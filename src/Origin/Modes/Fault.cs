using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>One fault of a family.</summary>
/// <param name="rate">Share of exchanges that it strikes, unless another is asked for.</param>
internal sealed class Fault(string name, Func<Exchange, Task> strike, double rate = 1) : IMode
{
    public string Name => name;

    public double? Rate => rate;

    public Task Answer(Exchange exchange) => strike(exchange);
}

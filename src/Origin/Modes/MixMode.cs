using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>Strikes now with this fault, now with that: a bad day.</summary>
internal sealed class MixMode(ModeCatalog catalog) : IMode
{
    private static readonly string[] _usual =
        ["s500", "s502", "s503", "s504", "s408", "r429", "r503", "trunc", "truncfin", "reset", "close", "empty"];

    public string Name => "mix";

    public double? Rate => 0.25;

    public Task Answer(Exchange exchange)
    {
        var faults = exchange.Asked.Faults ?? [.. _usual.Select(name => catalog.Find(name)!)];
        var fault = faults[(int)(Draw.Of(exchange.Asked.Seed, "mix-fault", exchange.Path, exchange.Attempt) * faults.Count)];
        exchange.Asked = exchange.Asked with { Rate = 1 };
        exchange.Fault = fault.Name;
        return fault.Answer(exchange);
    }
}

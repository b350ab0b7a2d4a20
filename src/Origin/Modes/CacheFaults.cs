
namespace Actors.Origin.Modes;

/// <summary>Content that does not stay as it was.</summary>
internal sealed class CacheFaults : IFaultFamily
{
    // More than the smallest chunk of a PNG, so that each attempt makes a difference.
    private const int Step = 16;

    public IEnumerable<IMode> Faults =>
    [
        new Fault("changing", exchange => exchange.Serve(exchange.File?.PaddedTo(exchange.File.Body.Length + Step * exchange.Attempt))),
    ];
}

using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>
/// A temper of the origin: what it does to an exchange before, or instead of, the honest answer. One object serves all exchanges at
/// once; whatever goes wrong on purpose follows from the seed, the path and the attempt, so a run can be repeated.
/// </summary>
internal interface IMode
{
    /// <summary>Lower case; the mode's name in addresses, events, statistics and decisions.</summary>
    string Name { get; }

    /// <summary>Share of exchanges that reach <see cref="Answer"/>, unless another is asked for; null = it decides for itself.</summary>
    double? Rate => null;

    /// <summary>Whether it heeds <see cref="FaultParameters.Delay"/> itself; else the wait is over before it is asked.</summary>
    bool Waits => false;

    /// <summary>
    /// Answers, by <see cref="Exchange.Serve()"/>, <see cref="Exchange.Refuse"/> or by hand and then <see cref="Exchange.End"/>.
    /// An exchange that is left without an end counts as one whose client left.
    /// </summary>
    Task Answer(Exchange exchange);
}

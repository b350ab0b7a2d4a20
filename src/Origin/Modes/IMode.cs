using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>
/// A temper of the origin: what it does to an exchange before, or instead of, the honest answer. One object serves all exchanges at
/// once and keeps no state; whatever goes wrong on purpose follows from the seed, the path and the attempt, so a run can be repeated.
/// </summary>
internal interface IMode
{
    /// <summary>Lower case; the mode's name in events, statistics and decisions.</summary>
    string Name { get; }

    /// <summary>
    /// Answers, by <see cref="Exchange.Serve"/>, <see cref="Exchange.Refuse"/> or by hand and then <see cref="Exchange.End"/>.
    /// An exchange that is left without an end counts as one whose client left.
    /// </summary>
    Task Answer(Exchange exchange);
}

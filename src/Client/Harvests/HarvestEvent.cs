namespace Actors.Client.Harvests;

/// <summary>
/// What a watcher of a harvest sees, in this order: at most one <see cref="Snapshot"/> first, then events, each number
/// once however often the connection was lost; another <see cref="Snapshot"/> only where the node could not continue.
/// The last one is always <see cref="Completed"/>.
/// </summary>
/// <param name="Epoch">With <see cref="Seq"/> the point to resume from.</param>
/// <param name="Seq">The last numbered event that is included.</param>
public abstract record HarvestEvent(string Epoch, long Seq)
{
    /// <summary>The whole harvest: it replaces everything seen before.</summary>
    /// <param name="ResetReason">Why the node could not resume; null if nothing was asked to be resumed.</param>
    public sealed record Snapshot(string Epoch, long Seq, Harvest Harvest, string? ResetReason) : HarvestEvent(Epoch, Seq);

    /// <summary>A country became final. Numbered.</summary>
    public sealed record Country(string Epoch, long Seq, CountryStatus Status) : HarvestEvent(Epoch, Seq);

    /// <summary>The harvest was paused or resumed. Numbered.</summary>
    /// <param name="Now">One of <see cref="HarvestStates"/>.</param>
    public sealed record State(string Epoch, long Seq, string Now) : HarvestEvent(Epoch, Seq);

    /// <summary>How far the harvest is. Not numbered: some may be skipped, and none is repeated.</summary>
    public sealed record Progress(
        string Epoch, long Seq, int Pending, int Ok, int NotFound, int Failed, int Cancelled, int InFlight, long? EtaMs)
        : HarvestEvent(Epoch, Seq);

    /// <summary>The end.</summary>
    /// <param name="Ending"><see cref="HarvestStates.Completed"/> or <see cref="HarvestStates.Cancelled"/>.</param>
    public sealed record Completed(string Epoch, long Seq, string Ending, int Ok, int NotFound, int Failed, int Cancelled)
        : HarvestEvent(Epoch, Seq);
}

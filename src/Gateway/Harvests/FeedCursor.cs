namespace Actors.Gateway.Harvests;

/// <summary>
/// One client's place in a harvest's log. All that a slow client costs: outcomes wait in the shared log, and of progress
/// only the newest exists.
/// </summary>
/// <param name="position">What the client has.</param>
internal sealed class FeedCursor(Position position)
{
    private long _progressSeen;
    private long _progressFloor;

    /// <summary>The place after a snapshot, which tells more than any progress that the feed had before it was taken.</summary>
    /// <param name="snapshot">With which the client begins.</param>
    /// <param name="seen">The feed before the snapshot was asked for; null if there was none.</param>
    public static FeedCursor After(FeedSnapshot snapshot, FeedView? seen) => new(snapshot.Position)
    {
        _progressSeen = seen?.Epoch == snapshot.Position.Epoch ? seen.ProgressVersion : 0,
        _progressFloor = snapshot.Position.Seq,
    };

    public string Epoch { get; } = position.Epoch;

    /// <summary>The last number that was read.</summary>
    public long Seq { get; private set; } = position.Seq;

    /// <summary>Takes the next step. Not for two callers at once.</summary>
    public FeedStep Next(FeedView view, bool countries, bool progressDue, out byte[] utf8)
    {
        utf8 = [];
        if (view.Epoch != Epoch)
            return FeedStep.Reset;
        while (Seq < view.Last)
        {
            var entry = view[++Seq];
            if (entry.IsCountry && !countries)
                continue;
            utf8 = entry.Utf8;
            return FeedStep.Event;
        }

        if (view.Finished)
            return FeedStep.End;
        if (view.Progress is null || view.ProgressVersion <= _progressSeen || view.ProgressSeq > Seq || view.ProgressSeq < _progressFloor)
            return FeedStep.None;
        if (!progressDue)
            return FeedStep.ProgressLater;
        _progressSeen = view.ProgressVersion;
        _progressFloor = view.ProgressSeq;
        utf8 = view.Progress;
        return FeedStep.Progress;
    }
}

using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>
/// What a feed knows at one moment, safe to read by any number of clients without a lock: the log only ever grows
/// behind <see cref="Last"/>, and a grown log comes with a new view.
/// </summary>
internal sealed class FeedView
{
    private readonly FeedEntry[] _log;
    private readonly string _topic;

    private FeedView(string topic, string epoch, FeedEntry[] log)
    {
        _topic = topic;
        _log = log;
        Epoch = epoch;
    }

    public string Epoch { get; }

    /// <summary>The last number in the log; 0 while it is empty.</summary>
    public long Last { get; private init; }

    /// <summary>The last event is <c>completed</c>: nothing will follow.</summary>
    public bool Finished { get; private init; }

    public byte[]? Progress { get; private init; }

    private HarvestProgress? Known { get; init; }

    public long ProgressSeq { get; private init; } = -1;

    /// <summary>Grows with every new progress.</summary>
    public long ProgressVersion { get; private init; }

    /// <summary>Events can continue after that place.</summary>
    public bool Covers(Position from) => Epoch == from.Epoch && from.Seq <= Last;

    /// <summary>Why they cannot.</summary>
    public string ResetReason(Position from) => from.Epoch == Epoch ? "position_unknown" : "epoch_changed";

    /// <summary>Bytes of the events after a number, which is at most <see cref="Last"/>.</summary>
    public long BytesAfter(long seq) => Last == 0 || seq >= Last ? 0 : this[Last].End - (seq <= 0 ? 0 : this[seq].End);

    public static FeedView Empty(string topic, string epoch) => new(topic, epoch, new FeedEntry[64]);

    /// <summary>The event of a number from 1 to <see cref="Last"/>.</summary>
    public FeedEntry this[long seq] => _log[seq - 1];

    /// <summary>
    /// This view and what is new in <paramref name="news"/>; the same view if nothing is, null if something between is
    /// missing. Only one caller at a time, and only on the newest view.
    /// </summary>
    /// <param name="news">What the harvest says.</param>
    /// <param name="isAnswer">
    /// It was asked for. The estimate changes with the clock: as often as somebody asks, all who watch would be told, had they not to
    /// wait for what the harvest announces by itself, at most five times a second.
    /// </param>
    public FeedView? With(HarvestNews news, bool isAnswer = false)
    {
        if (news.After > Last)
            return null;
        var (log, last, finished) = (_log, Last, Finished);
        foreach (var happened in news.Events)
        {
            if (happened.Seq <= last)
                continue;
            if (happened.Seq != last + 1)
                return null;
            if (last == log.Length)
                Array.Resize(ref log, log.Length * 2);
            var utf8 = EventEncoder.Encode(_topic, Epoch, happened);
            log[last] = new FeedEntry(utf8, happened is HarvestEvent.Country, (last == 0 ? 0 : log[last - 1].End) + utf8.Length);
            last++;
            finished = happened is HarvestEvent.Completed;
        }

        // A progress that includes events which did not come along means that a message was lost.
        if (news.Progress.Seq > last)
            return null;
        var isNews = Known is null
            || (news.Progress.Seq >= ProgressSeq && news.Progress != (isAnswer ? Known with { EtaMs = news.Progress.EtaMs } : Known));
        var progress = isNews ? EventEncoder.Encode(_topic, Epoch, news.Progress) : Progress;
        if (last == Last && !isNews)
            return this;
        return new FeedView(_topic, Epoch, log)
        {
            Last = last,
            Finished = finished,
            Progress = progress,
            Known = isNews ? news.Progress : Known,
            ProgressSeq = Math.Max(ProgressSeq, news.Progress.Seq),
            ProgressVersion = isNews ? ProgressVersion + 1 : ProgressVersion,
        };
    }
}

/// <summary>An encoded numbered event.</summary>
/// <param name="Utf8">The event as every client gets it.</param>
/// <param name="IsCountry">Left out in mode <c>latest</c>.</param>
/// <param name="End">Bytes of all events up to this one.</param>
internal readonly record struct FeedEntry(byte[] Utf8, bool IsCountry, long End);

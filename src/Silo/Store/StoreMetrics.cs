using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Actors.Silo.Store;

/// <summary>What the store tells about itself, as meter <see cref="MeterName"/>.</summary>
internal sealed class StoreMetrics
{
    public const string MeterName = "Actors.Store";

    private readonly Meter _meter;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _writes;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _duration;

    public StoreMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _commits = _meter.CreateCounter<long>("actors.store.commits", "{commit}", "Commits by result: ok, failed.");
        _writes = _meter.CreateCounter<long>("actors.store.writes", "{write}", "Writes and clears by result: ok, conflict, failed.");
        _batch = _meter.CreateHistogram<int>("actors.store.commit.writes", "{write}", "Writes that shared one commit.");
        _duration = _meter.CreateHistogram<double>(
            "actors.store.commit.duration",
            "s",
            "From the start of the transaction until the disk has it.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });
    }

    public void ObserveQueue(Func<int> waiting) =>
        _meter.CreateObservableGauge("actors.store.queue", waiting, "{write}", "Writes that wait for a commit.");

    public void Committed(IReadOnlyCollection<PendingWrite> batch, TimeSpan duration)
    {
        var conflicts = batch.Count(write => write.Outcome.IsConflict);
        _commits.Add(1, Result("ok"));
        _writes.Add(batch.Count - conflicts, Result("ok"));
        if (conflicts > 0) _writes.Add(conflicts, Result("conflict"));
        _batch.Record(batch.Count);
        _duration.Record(duration.TotalSeconds);
    }

    public void Failed(IReadOnlyCollection<PendingWrite> batch)
    {
        _commits.Add(1, Result("failed"));
        _writes.Add(batch.Count, Result("failed"));
    }

    private static TagList Result(string result) => new() { { "result", result } };
}

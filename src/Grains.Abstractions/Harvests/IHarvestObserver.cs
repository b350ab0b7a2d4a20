using Orleans.Concurrency;

namespace Actors.Grains.Harvests;

/// <summary>A watcher of one harvest: one per gateway process, however many clients it serves.</summary>
[Alias("actors.harvest-observer")]
public interface IHarvestObserver : IGrainObserver
{
    /// <summary>Something was stored, or the progress changed. May be lost: see <see cref="HarvestNews"/>.</summary>
    [Alias("changed"), OneWay]
    Task Changed(HarvestNews news);
}

using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Orleans.Concurrency;

namespace Actors.Grains.Harvests;

/// <summary>
/// One harvest, keyed by its id, and the source of truth of its events. Calls are idempotent. Every answer shows only
/// what is stored.
/// </summary>
[Alias("actors.harvest")]
public interface IHarvestGrain : IGrainWithStringKey
{
    /// <summary>Starts the harvest; if it was started with the same request before, only answers.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    /// <exception cref="InvalidRequestException">A value is out of range.</exception>
    /// <exception cref="IdempotencyConflictException">It was started with another request.</exception>
    /// <exception cref="TooManyHarvestsException">As many run as may.</exception>
    [Alias("start")]
    Task<HarvestSnapshot> Start(HarvestRequest request);

    /// <summary>The whole harvest; null if there is none of that id.</summary>
    [Alias("get")]
    Task<HarvestSnapshot?> Get();

    /// <summary>As <see cref="Get"/>, without <see cref="HarvestSnapshot.Countries"/>.</summary>
    [Alias("summarise")]
    Task<HarvestSnapshot?> Summarise();

    /// <summary>
    /// Adds or renews a watcher for 30 seconds and answers with everything after <paramref name="after"/>; null if there
    /// is no such harvest. A finished harvest keeps no watchers.
    /// </summary>
    [Alias("watch")]
    Task<HarvestNews?> Watch(IHarvestObserver observer, long after);

    [Alias("unwatch"), OneWay]
    Task Unwatch(IHarvestObserver observer);

    /// <summary>Sends no further request until <see cref="Resume"/>; exchanges under way end. Stored before this returns; again = nothing. Null if there is none of that id.</summary>
    /// <exception cref="TooManyPausesException">It was paused 100 times before.</exception>
    [Alias("pause")]
    Task<HarvestSnapshot?> Pause();

    /// <summary>Goes on after <see cref="Pause"/>. Null if there is none of that id.</summary>
    [Alias("resume")]
    Task<HarvestSnapshot?> Resume();

    /// <summary>Ends the harvest: open countries become cancelled, stored before this returns. Null if there is none of that id.</summary>
    [Alias("cancel")]
    Task<HarvestSnapshot?> Cancel();

    /// <summary>Forgets a finished harvest and everything stored of it. False if there is none of that id.</summary>
    /// <exception cref="StillRunningException">It has not ended.</exception>
    [Alias("forget")]
    Task<bool> Forget();

    /// <summary>Activates the harvest, which continues if it has not ended: the ledger's call after a restart.</summary>
    [Alias("wake")]
    Task Wake();

    /// <summary>
    /// Countries report outcomes here, and that they had a permit or back off (<see cref="CountryStatus.Waiting"/>). What is said of a
    /// country that is final already is ignored.
    /// </summary>
    [Alias("hear")]
    Task Hear(ImmutableArray<CountryStatus> countries);
}

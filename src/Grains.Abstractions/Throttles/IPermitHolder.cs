using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Actors.Grains.Throttles;

/// <summary>Whoever holds permits: one per silo process.</summary>
[Alias("actors.permit-holder")]
public interface IPermitHolder : IGrainObserver
{
    /// <summary>
    /// Tickets that waited got permits. They may not be used before a <see cref="IThrottleGrain.Renew"/> that names them
    /// was answered: the holder counts a lease from when it sent that call. May be lost; the lease then runs out.
    /// </summary>
    [Alias("granted"), OneWay]
    Task Granted(string authority, ImmutableArray<PermitGrant> grants);
}

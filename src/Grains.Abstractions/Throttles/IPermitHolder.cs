using Orleans.Concurrency;

namespace Actors.Grains.Throttles;

/// <summary>Whoever holds permits: one per silo process.</summary>
[Alias("actors.permit-holder")]
public interface IPermitHolder : IGrainObserver
{
    /// <summary>
    /// Tickets that waited got permits, or were refused. A permit may not be used before a <see cref="IThrottleGrain.Renew"/> that
    /// names it was answered: the holder counts a lease from when it sent that call. May be lost; the lease then runs out, and a
    /// refused ticket is handed in again, and refused again.
    /// </summary>
    [Alias("decided"), OneWay]
    Task Decided(string authority, PermitAnswer answer);
}

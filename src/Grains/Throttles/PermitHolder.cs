using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Throttles;

/// <summary>All permits of this process: one <see cref="PermitDesk"/> for each authority, renewed once a second.</summary>
internal sealed class PermitHolder(
    IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<PermitHolder> logger) : BackgroundService, IPermitHolder
{
    private readonly string _name = Guid.CreateVersion7().ToString("n");
    private readonly ConcurrentDictionary<string, PermitDesk> _desks = new(StringComparer.Ordinal);
    private Lazy<IPermitHolder>? _reference;

    public Task<Permit> Acquire(string authority, PermitRequest request, CancellationToken cancellationToken) =>
        Desk(authority).Acquire(request, cancellationToken);

    public void Update(string authority, PermitRequest request) => Desk(authority).Update(request);

    public Task Decided(string authority, PermitAnswer answer)
    {
        Desk(authority).Decided(answer);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(LeaseTerm.RenewEvery, time);
        while (await everySecond.WaitForNextTickAsync(stoppingToken))
        {
            // Not awaited: a throttle that does not answer must not keep the others from their renewal.
            foreach (var desk in _desks.Values)
            {
                desk.Renew().Ignore();
            }
        }
    }

    private PermitDesk Desk(string authority) =>
        _desks.GetOrAdd(authority, key => new PermitDesk(
            _name, key, Reference, grains.GetGrain<IThrottleGrain>(key), time, logger, lifetime.ApplicationStopping));

    /// <summary>What throttles call. Made on first use, off the grains' schedulers: it needs a started silo, and no grain may make one.</summary>
    private Lazy<IPermitHolder> Reference => LazyInitializer.EnsureInitialized(
        ref _reference, () => new Lazy<IPermitHolder>(() => grains.CreateObjectReference<IPermitHolder>(this)));
}

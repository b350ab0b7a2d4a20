using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Throttles;

/// <summary>
/// All permits of this process: one <see cref="PermitDesk"/> for each authority, renewed once a second, and dropped when nobody
/// has wanted anything there for a while: redirects may lead to any number of authorities.
/// </summary>
internal sealed class PermitHolder(
    IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<PermitHolder> logger) : BackgroundService, IPermitHolder
{
    private readonly string _name = Guid.CreateVersion7().ToString("n");
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.Ordinal);
    private Lazy<IPermitHolder>? _reference;

    /// <summary>How long a desk with nothing to do is kept.</summary>
    public static readonly TimeSpan KeepIdle = TimeSpan.FromMinutes(5);

    /// <summary>Authorities with a desk.</summary>
    public int Desks
    {
        get
        {
            lock (_lock)
            {
                return _seats.Count;
            }
        }
    }

    public Task<Permit> Acquire(string authority, PermitRequest request, CancellationToken cancellationToken)
    {
        // The desk knows of the ticket before the lock is let go: it cannot be dropped in between.
        lock (_lock)
        {
            return Desk(authority).Acquire(request, cancellationToken);
        }
    }

    public void Update(string authority, PermitRequest request)
    {
        lock (_lock)
        {
            Desk(authority).Update(request);
        }
    }

    public Task Decided(string authority, PermitAnswer answer)
    {
        lock (_lock)
        {
            Desk(authority).Decided(answer);
        }

        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(LeaseTerm.RenewEvery, time);
        while (await everySecond.WaitForNextTickAsync(stoppingToken))
        {
            // Not awaited: a throttle that does not answer must not keep the others from their renewal.
            foreach (var desk in KeptDesks())
            {
                desk.Renew().Ignore();
            }
        }
    }

    private PermitDesk[] KeptDesks()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            foreach (var (authority, seat) in _seats)
            {
                seat.LastBusy = seat.Desk.IsIdle ? seat.LastBusy : now;
                if (time.GetElapsedTime(seat.LastBusy, now) >= KeepIdle)
                {
                    _seats.Remove(authority);
                }
            }

            return [.. _seats.Values.Select(seat => seat.Desk)];
        }
    }

    private PermitDesk Desk(string authority)
    {
        if (!_seats.TryGetValue(authority, out var seat))
        {
            var throttle = grains.GetGrain<IThrottleGrain>(authority);
            seat = new Seat(new PermitDesk(_name, authority, Reference, throttle, time, logger, lifetime.ApplicationStopping));
            _seats.Add(authority, seat);
        }

        seat.LastBusy = time.GetTimestamp();
        return seat.Desk;
    }

    /// <summary>What throttles call. Made on first use, off the grains' schedulers: it needs a started silo, and no grain may make one.</summary>
    private Lazy<IPermitHolder> Reference => LazyInitializer.EnsureInitialized(
        ref _reference, () => new Lazy<IPermitHolder>(() => grains.CreateObjectReference<IPermitHolder>(this)));

    private sealed class Seat(PermitDesk desk)
    {
        public PermitDesk Desk => desk;

        public long LastBusy { get; set; }
    }
}

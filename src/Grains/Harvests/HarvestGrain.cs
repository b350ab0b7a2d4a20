using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.Utilities;

namespace Actors.Grains.Harvests;

/// <summary>
/// Sends a harvest's countries on their way, stores their outcomes in groups and announces what is stored. How it runs is
/// in <c>HarvestGrain.Run.cs</c>; counting is <see cref="HarvestTally"/>'s, storing <see cref="HarvestLog"/>'s business.
/// </summary>
/// <remarks>
/// A finished one is read from the store again when somebody asks: kept for Orleans' quarter of an hour, 124 KB each, those of one busy
/// origin took 100 MB of each silo. While it runs, its timer keeps it.
/// </remarks>
[GrainType("harvest"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class HarvestGrain : Grain, IHarvestGrain
{
    /// <summary>A watcher that does not renew is forgotten after this long.</summary>
    private static readonly TimeSpan WatchLease = TimeSpan.FromSeconds(30);

    private readonly IPersistentState<HarvestRecord> _record;
    private readonly OriginCatalog _catalog;
    private readonly ExchangeTimes _times;
    private readonly RunningHarvests _running;
    private readonly TimeProvider _time;
    private readonly ILogger<HarvestGrain> _logger;
    private readonly ObserverManager<IHarvestObserver> _watchers;
    private readonly IGrainStorage _storage;
    private readonly Eta _eta;
    private HarvestLog _log;
    private HarvestTally _tally = new([]);

    public HarvestGrain(
        [PersistentState("harvest", Storage.Name)] IPersistentState<HarvestRecord> record,
        [FromKeyedServices(Storage.Name)] IGrainStorage storage,
        OriginCatalog catalog,
        ExchangeTimes times,
        RunningHarvests running,
        TimeProvider time,
        ILogger<HarvestGrain> logger)
    {
        (_record, _catalog, _times, _running, _time, _logger, _storage) = (record, catalog, times, running, time, logger, storage);
        _eta = new Eta(time);
        _log = new HarvestLog(storage, this.GetGrainId());
        _watchers = new ObserverManager<IHarvestObserver>(WatchLease, logger);
    }

    private string Id => this.GetPrimaryKeyString();

    private HarvestRecord Record => _record.State;

    /// <summary>Null if its label was removed from the configuration since it started.</summary>
    private Origin? Origin => _catalog.FindOrNull(Record.Origin);

    private IEnumerable<IThrottleGrain> Throttles => (Origin?.Authorities ?? []).Select(authority => GrainFactory.GetGrain<IThrottleGrain>(authority));

    private ILedgerGrain Ledger => GrainFactory.GetGrain<ILedgerGrain>(0);

    private HarvestState State => _log.State;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_record.RecordExists)
        {
            await Load();
        }

        if (_record.RecordExists && Record.End is not null && _log.End is null)
        {
            // It ended, and its last events are gone: it was being forgotten when the process died.
            await Erase();
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        StopRunning();
        return Task.CompletedTask;
    }

    public async Task<HarvestSnapshot> Start(HarvestRequest request)
    {
        if (_record.RecordExists)
        {
            return Record.Request.Equals(request) ? await Snapshot(withCountries: true) : throw new IdempotencyConflictException();
        }

        var origin = _catalog.Find(request.Origin);
        var codes = CountrySelection.Of(request, origin);
        var startedAt = _time.GetUtcNow();
        await Ledger.Enter(Id, startedAt);
        _record.State = new HarvestRecord
        {
            Request = request,
            Origin = origin.Label,
            Codes = codes,
            Concurrency = EffectiveConcurrency.Of(request, origin, _catalog),
            Epoch = NewEpoch(),
            StartedAt = startedAt,
        };
        await WriteRecord();
        _tally = new HarvestTally(codes);
        LogStarted(Id, origin.Label, codes.Length, Record.Concurrency);
        Run();
        return await Snapshot(withCountries: true);
    }

    public Task<HarvestNews?> Watch(IHarvestObserver observer, long after)
    {
        if (!IsThere())
        {
            return Task.FromResult<HarvestNews?>(null);
        }

        if (_log.End is null)
        {
            _watchers.Subscribe(observer, observer);
        }

        return Task.FromResult<HarvestNews?>(News(after));
    }

    public Task Unwatch(IHarvestObserver observer)
    {
        _watchers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public async Task<bool> Forget()
    {
        if (!_record.RecordExists)
        {
            await Ledger.Strike(Id);
            return IsThere();
        }

        if (_log.End is null)
        {
            throw new StillRunningException();
        }

        // The record says that it ended before its events go, and goes last: a crash in between is understood.
        await Finish();
        DeactivateOnIdle();
        await Erase();
        await Ledger.Strike(Id);
        return true;
    }

    private async Task Erase()
    {
        await _log.Clear();
        await _record.ClearStateAsync();
    }

    /// <summary>False for an id that nobody started; whoever asks for such ids must not fill the memory with them.</summary>
    private bool IsThere()
    {
        if (!_record.RecordExists)
        {
            DeactivateOnIdle();
        }

        return _record.RecordExists;
    }

    public async Task Wake()
    {
        if (!_record.RecordExists)
        {
            // Entered, but never started: the process died in between, and nobody was told of it.
            await Ledger.Strike(Id);
        }
        else if (_log.End is not null)
        {
            await Finish();
        }
        else if (_isRunning)
        {
            _orderTimer?.Change(OrderChangedAfter, OrderAgainEvery);
        }
    }

    public Task Hear(ImmutableArray<CountryStatus> countries)
    {
        foreach (var country in countries)
        {
            if (!country.IsFinal && _record.RecordExists)
            {
                _tally.Note(country);
            }
            else if (Accept(country) && country.Attempts > 0)
            {
                _eta.Fetched(1, country.Attempts);
            }
        }

        return Task.CompletedTask;
    }

    private async Task WriteRecord()
    {
        try
        {
            await _record.WriteStateAsync();
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            LogNotStored(error, Id, 0);
            DeactivateOnIdle();
            throw new StoreUnavailableException();
        }
    }

    private static string NewEpoch() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
}

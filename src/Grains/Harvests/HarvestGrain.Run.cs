using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>From its start, or the restart of its silo, to its end: orders, progress, deadline, cancelling.</summary>
internal sealed partial class HarvestGrain
{
    /// <summary>How often progress is looked at, and announced if it changed.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Open countries are ordered again so often: a report may have been lost with a silo.</summary>
    private static readonly TimeSpan OrderAgainEvery = TimeSpan.FromSeconds(15);

    private const int OrdersAtOnce = 64;

    private IGrainTimer? _progressTimer;
    private IGrainTimer? _orderTimer;
    private IGrainTimer? _deadlineTimer;
    private bool _isRunning;
    private int _inFlight;

    /// <summary>
    /// Countries that are ordered at the same time. All of them, as a throttle bounds the harvest's exchanges; but two
    /// throttles do not know of each other, and there the countries are bounded, of which each has one exchange at most.
    /// </summary>
    private int Window => _catalog.Find(Record.Origin) is { HasOneAuthority: true } ? int.MaxValue : Record.Concurrency;

    private async Task Load()
    {
        _tally = new HarvestTally(Record.Codes);
        _log = new HarvestLog(_storage, this.GetGrainId());
        if (!await _log.Load())
        {
            // The numbers that clients hold cannot be continued: a new epoch tells them so.
            LogBroken(Id, _log.LastSeq);
            Record.Epoch = NewEpoch();
            await _record.WriteStateAsync();
        }

        foreach (var stored in _log.Events)
        {
            _tally.Apply(stored);
        }

        if (_log.End is null && Record.End is null)
        {
            LogContinues(Id, _tally.Counts.Pending);
            Run();
        }
    }

    private void Run()
    {
        _isRunning = true;
        Telemetry.Running.Add(1);
        _progressTimer = this.RegisterGrainTimer(
            ShowProgress, new() { DueTime = ProgressEvery, Period = ProgressEvery, KeepAlive = true, Interleave = true });
        _orderTimer = this.RegisterGrainTimer(
            OrderOpen, new() { DueTime = TimeSpan.Zero, Period = OrderAgainEvery, Interleave = true });
        if (Record.Request.Deadline is { } deadline)
        {
            var rest = Record.StartedAt + deadline - _time.GetUtcNow();
            _deadlineTimer = this.RegisterGrainTimer(MissDeadline, new()
            {
                DueTime = rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true,
            });
        }
    }

    private void StopRunning()
    {
        if (!_isRunning)
        {
            return;
        }

        _isRunning = false;
        Telemetry.Running.Add(-1);
        _progressTimer?.Dispose();
        _orderTimer?.Dispose();
        _deadlineTimer?.Dispose();
    }

    private async Task OrderOpen(CancellationToken cancellationToken)
    {
        var request = Record.Request;
        var orders = new List<Task>();
        foreach (var (code, rank) in _tally.Open.Where(country => !_arrived.ContainsKey(country.Code)).Take(Window).ToList())
        {
            if (!_isRunning)
            {
                break;
            }

            orders.Add(Order(code, new CountryOrder
            {
                Harvest = Id,
                Parts = request.Parts,
                Refresh = request.Refresh,
                MaxAttempts = request.MaxAttempts,
                Concurrency = Record.Concurrency,
                Rank = rank,
            }));
            if (orders.Count >= OrdersAtOnce)
            {
                orders.Remove(await Task.WhenAny(orders));
            }
        }

        await Task.WhenAll(orders);
    }

    private async Task Order(string code, CountryOrder order)
    {
        try
        {
            if (await Country(code).Order(order) is { } outcome)
            {
                Accept(outcome);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Its silo is gone or busy: the next round orders it again.
            LogNotOrdered(error, Id, code);
        }
    }

    private ICountryGrain Country(string code) => GrainFactory.GetGrain<ICountryGrain>($"{Record.Origin}/{code}");

    private async Task ShowProgress(CancellationToken cancellationToken)
    {
        // Nobody watches: whoever comes asks the throttles then.
        if (_watchers.Count == 0)
        {
            return;
        }

        await AskThrottles();
        var progress = Progress();
        if (_isRunning && (_announced is null || progress.InFlight != _announced.InFlight || progress.Seq != _announced.Seq))
        {
            _announced = progress;
            Tell(new HarvestNews(Record.Epoch, _log.LastSeq, [], progress, State));
        }
    }

    private async Task MissDeadline(CancellationToken cancellationToken)
    {
        try
        {
            await EndOpen(Missed);
        }
        catch (StoreUnavailableException)
        {
            // Said in the log, and tried again.
        }
    }

    private CountryStatus Missed(string code) => Unfinished(code) with
    {
        State = CountryState.Failed,
        Error = new FetchError("deadline_exceeded", null, null, null, _tally[code].Attempts, "The harvest's deadline passed first."),
    };

    private async Task CancelOpen()
    {
        await EndOpen(code => Unfinished(code) with { State = CountryState.Cancelled });
    }

    /// <summary>Makes every open country final, stored before this returns, and calls its orders back.</summary>
    private async Task EndOpen(Func<string, CountryStatus> ending)
    {
        string[] open = [.. _tally.Open.Select(country => country.Code).Where(code => !_arrived.ContainsKey(code))];
        foreach (var code in open)
        {
            _arrived.Add(code, ending(code));
        }

        foreach (var code in open)
        {
            Country(code).Withdraw(Id).Ignore();
        }

        await StoreNow();
    }

    private CountryStatus Unfinished(string code) => _tally[code] with
    {
        Waiting = null,
        Via = _tally[code].Attempts > 0 ? Via.Origin : null,
        ElapsedMs = (long)(_time.GetUtcNow() - Record.StartedAt).TotalMilliseconds,
    };

    /// <summary>By the pace so far; null before there is one.</summary>
    private long? EtaMs()
    {
        var counts = _tally.Counts;
        var done = counts.Total - counts.Pending;
        return _log.End is not null ? 0
            : done == 0 ? null
            : (long)((_time.GetUtcNow() - Record.StartedAt).TotalMilliseconds * counts.Pending / done);
    }
}

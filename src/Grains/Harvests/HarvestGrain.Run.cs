using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>From its start, or the restart of its silo, to its end: orders and progress.</summary>
internal sealed partial class HarvestGrain
{
    /// <summary>How often progress is looked at, and announced if it changed.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Open countries are ordered again so often: a report may have been lost with a silo.</summary>
    private static readonly TimeSpan OrderAgainEvery = TimeSpan.FromSeconds(15);

    /// <summary>After a round in which a country could not be reached.</summary>
    private static readonly TimeSpan OrderUnheardAfter = TimeSpan.FromSeconds(1);

    /// <summary>After the cluster's members have changed: a silo may have taken countries along. Several changes in a row count as one.</summary>
    private static readonly TimeSpan OrderChangedAfter = TimeSpan.FromSeconds(0.25);

    private const int OrdersAtOnce = 64;

    private IGrainTimer? _progressTimer;
    private IGrainTimer? _orderTimer;
    private IGrainTimer? _deadlineTimer;
    private bool _isRunning;
    private Task _ordering = Task.CompletedTask;

    /// <summary>Countries that could not be reached in this round.</summary>
    private int _unheard;

    /// <summary>
    /// Countries that are ordered at the same time. All of them, as a throttle bounds the harvest's exchanges; but two
    /// throttles do not know of each other, and there the countries are bounded, of which each has one exchange at most.
    /// </summary>
    private int Window => Origin is { HasOneAuthority: true } ? int.MaxValue : Record.Concurrency;

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

        _wanted = _log.State;
        if (_log.End is null && Record.End is null)
        {
            LogContinues(Id, _tally.Counts.Pending);
            Run();
        }
    }

    private void Run()
    {
        _isRunning = true;
        _running.Add(1);
        Clock();
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
        _running.Add(-1);
        _progressTimer?.Dispose();
        _orderTimer?.Dispose();
        _deadlineTimer?.Dispose();
    }

    /// <summary>Rounds follow each other: what a later one says must not be overtaken by what an earlier one said.</summary>
    private Task OrderOpen(CancellationToken cancellationToken) => _ordering = OrderAfter(_ordering);

    private async Task OrderAfter(Task before)
    {
        // How the round before ended is its own affair: this one says everything again.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (Origin is null)
        {
            await EndOrphaned();
            return;
        }

        var isPaused = State == HarvestState.Paused;
        if (isPaused)
        {
            // At once; the countries hear of it one by one.
            await LimitThrottles(0);
        }

        var orders = new List<Task>();
        _unheard = 0;
        foreach (var (code, rank) in _tally.Open.Where(country => !_arrived.ContainsKey(country.Code)).Take(Window).ToList())
        {
            if (!_isRunning)
            {
                break;
            }

            if (_arrived.ContainsKey(code) || !_tally.IsOpen(code))
            {
                // It became final in the meantime, by cancelling perhaps.
                continue;
            }

            orders.Add(Order(code, OrderOf(rank, isPaused ? 0 : Record.Concurrency)));
            if (orders.Count >= OrdersAtOnce)
            {
                orders.Remove(await Task.WhenAny(orders));
            }
        }

        await Task.WhenAll(orders);
        if (_isRunning && _unheard > 0)
        {
            _orderTimer?.Change(OrderUnheardAfter, OrderAgainEvery);
        }

        if (isPaused)
        {
            // Again: tickets that countries had sent before they heard of it say otherwise.
            await LimitThrottles(0);
        }
    }

    private CountryOrder OrderOf(int rank, int concurrency) => new()
    {
        Harvest = Id,
        Parts = Record.Request.Parts,
        Refresh = Record.Request.Refresh,
        MaxAttempts = Record.Request.MaxAttempts,
        Concurrency = concurrency,
        Rank = rank,
    };

    private async Task Order(string code, CountryOrder order)
    {
        try
        {
            if (await Country(code).Order(order) is { } outcome)
            {
                Accept(outcome);
            }
        }
        catch (Exception error)
        {
            // Its silo is gone or busy: the next round orders it again.
            _unheard++;
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
        if (_isRunning && (_announced is not var (before, hosts) || (progress.InFlight, progress.Seq, _hosts) != (before.InFlight, before.Seq, hosts)))
        {
            _announced = (progress, _hosts);
            Tell(new HarvestNews(Record.Epoch, _log.LastSeq, [], progress, State));
        }
    }
}

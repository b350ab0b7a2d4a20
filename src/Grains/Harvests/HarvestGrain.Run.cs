using System.Collections.Immutable;
using Actors.Grains.Countries;
using Orleans.Storage;

namespace Actors.Grains.Harvests;

internal sealed partial class HarvestGrain
{
    /// <summary>How often progress is looked at, and announced if it changed.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Open countries are ordered again so often: a report may have been lost with a silo.</summary>
    private static readonly TimeSpan OrderAgainEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan StoreAgainAfter = TimeSpan.FromSeconds(1);

    private const int OrdersAtOnce = 64;

    /// <summary>Final, not yet stored; in the order of arrival.</summary>
    private readonly Dictionary<string, CountryStatus> _arrived = [];
    private HarvestProgress? _announced;
    private IGrainTimer? _progressTimer;
    private IGrainTimer? _orderTimer;
    private IGrainTimer? _deadlineTimer;
    private Task _storing = Task.CompletedTask;
    private bool _isRunning;
    private bool _isCancelled;
    private int _inFlight;

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

        if (_log.End is null)
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
        foreach (var chunk in _tally.Open.Where(country => !_arrived.ContainsKey(country.Code)).ToList().Chunk(OrdersAtOnce))
        {
            if (!_isRunning)
            {
                return;
            }

            await Task.WhenAll(chunk.Select(country => Order(country.Code, new CountryOrder
            {
                Harvest = Id,
                Parts = request.Parts,
                Refresh = request.Refresh,
                MaxAttempts = request.MaxAttempts,
                Concurrency = Record.Concurrency,
                Rank = country.Rank,
            })));
        }
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

    private void Accept(CountryStatus outcome)
    {
        if (_isRunning && outcome.IsFinal && _tally.IsOpen(outcome.Code) && _arrived.TryAdd(outcome.Code, outcome with { Waiting = null }))
        {
            Store();
        }
    }

    private void Store()
    {
        if (_storing.IsCompleted)
        {
            _storing = StoreArrived();
        }
    }

    /// <summary>Stores what has arrived, group by group: what becomes final during one write goes out with the next.</summary>
    private async Task StoreArrived()
    {
        while (_arrived.Count > 0 && _isRunning)
        {
            var before = _log.LastSeq;
            var events = Number([.. _arrived.Values]);
            try
            {
                await _log.Append(events);
            }
            catch (InconsistentStateException error)
            {
                // Another activation has written this segment: it is the one that counts.
                LogReplaced(error, Id);
                StopRunning();
                DeactivateOnIdle();
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Nothing is lost while it waits here; countries keep what they have stored.
                LogNotStored(error, Id, _arrived.Count);
                await Task.Delay(StoreAgainAfter, _time);
                continue;
            }

            Announce(events, before);
        }

        if (_log.End is not null && _isRunning)
        {
            StopRunning();
            await FinishQuietly();
        }
    }

    private ImmutableArray<HarvestEvent> Number(ImmutableArray<CountryStatus> outcomes)
    {
        var seq = _log.LastSeq;
        var events = outcomes.Select(HarvestEvent (outcome) => new HarvestEvent.Country(++seq, outcome)).ToList();
        var counts = _tally.After(outcomes);
        if (counts.Pending == 0)
        {
            events.Add(new HarvestEvent.Completed(
                ++seq, _isCancelled ? HarvestState.Cancelled : HarvestState.Completed, counts, _time.GetUtcNow()));
        }

        return [.. events];
    }

    private void Announce(ImmutableArray<HarvestEvent> events, long before)
    {
        foreach (var stored in events)
        {
            _tally.Apply(stored);
            if (stored is HarvestEvent.Country { Status: var outcome })
            {
                _arrived.Remove(outcome.Code);
                Telemetry.Outcomes.Add(1, new("origin", Record.Origin), new("state", outcome.State.ToString()));
            }
        }

        if (_log.End is not null)
        {
            _inFlight = 0;
        }

        _announced = Progress();
        Tell(new HarvestNews(Record.Epoch, before, events, _announced, State));
    }

    private void Tell(HarvestNews news) => _watchers.Notify(watcher => watcher.Changed(news)).Ignore();

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

    private async Task MissDeadline(CancellationToken cancellationToken) => await EndOpen(code => _tally[code] with
    {
        State = CountryState.Failed,
        Waiting = null,
        ElapsedMs = (long)(_time.GetUtcNow() - Record.StartedAt).TotalMilliseconds,
        Error = new FetchError("deadline_exceeded", null, null, null, _tally[code].Attempts, "The harvest's deadline passed first."),
    });

    private async Task CancelOpen()
    {
        _isCancelled = true;
        await EndOpen(code => _tally[code] with { State = CountryState.Cancelled, Waiting = null });
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

        Store();
        await _storing;
    }

    /// <summary>Writes the end beside the request and in the ledger; both can be made good later.</summary>
    private async Task Finish()
    {
        var end = _log.End!;
        if (Record.End is null)
        {
            Record.End = new HarvestEnd(end.Ending, end.Counts, end.Seq, end.At);
            await _record.WriteStateAsync();
            LogFinished(Id, end.Ending, end.Counts.Ok, end.Counts.NotFound, end.Counts.Failed, end.Counts.Cancelled);
        }

        await Ledger.Close(Id, end.At);
    }

    private async Task FinishQuietly()
    {
        try
        {
            await Finish();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The last event is stored, so the harvest has ended; the ledger wakes it again to write this down.
            LogNotClosed(error, Id);
        }
    }

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

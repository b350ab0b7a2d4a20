using System.Collections.Immutable;
using System.Text.Json;
using Actors.Grains.Countries;
using Orleans.Storage;

namespace Actors.Grains.Harvests;

/// <summary>Outcomes arrive one by one, are stored in groups, and only then announced.</summary>
internal sealed partial class HarvestGrain
{
    private static readonly TimeSpan StoreAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Final, not yet stored; in the order of arrival.</summary>
    private readonly OrderedDictionary<string, CountryStatus> _arrived = [];
    private (HarvestProgress Progress, HostStanding Hosts)? _announced;
    private Task _storing = Task.CompletedTask;
    private bool _isStoringAgainLater;

    private bool HasNews => _arrived.Count > 0 || (_log.End is null && _wanted != State);

    /// <summary>False if the country was final before.</summary>
    private bool Accept(CountryStatus outcome)
    {
        if (!_isRunning || !outcome.IsFinal || !_tally.IsOpen(outcome.Code)
            || !_arrived.TryAdd(outcome.Code, outcome with { Waiting = null }))
        {
            return false;
        }

        Store();
        if (Window < Record.Codes.Length)
        {
            _orderTimer?.Change(TimeSpan.Zero, OrderAgainEvery);
        }

        return true;
    }

    private void Store()
    {
        if (_storing.IsCompleted && !_isStoringAgainLater)
        {
            _storing = StoreArrived();
        }
    }

    /// <summary>Stores what has arrived now; for callers who must know whether it is stored.</summary>
    /// <exception cref="StoreUnavailableException">The store did not take it. It is not lost: it is tried again.</exception>
    private async Task StoreNow()
    {
        // Another turn may have begun to store before this one hears of the end.
        while (!_storing.IsCompleted)
        {
            await _storing;
        }

        if (HasNews && _isRunning)
        {
            _storing = StoreArrived();
            await _storing;
        }

        if (HasNews)
        {
            throw new StoreUnavailableException();
        }
    }

    private async Task StoreAgainLater()
    {
        if (_isStoringAgainLater)
        {
            return;
        }

        _isStoringAgainLater = true;
        await Task.Delay(StoreAgainAfter, _time);
        _isStoringAgainLater = false;
        Store();
    }

    /// <summary>Stores what has arrived, group by group: what becomes final during one write goes out with the next.</summary>
    private async Task StoreArrived()
    {
        while (HasNews && _isRunning)
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
            catch (Exception error)
            {
                // Nothing is lost while it waits here; countries keep what they have stored.
                LogNotStored(error, Id, _arrived.Count);
                StoreAgainLater().Ignore();
                return;
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
                ++seq, counts.Cancelled > 0 ? HarvestState.Cancelled : HarvestState.Completed, counts, _time.GetUtcNow()));
        }
        else if (_wanted != State)
        {
            events.Add(new HarvestEvent.State(++seq, _wanted));
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
                Telemetry.Outcomes.Add(1, new("origin", Record.Origin), new("state", JsonNamingPolicy.CamelCase.ConvertName(outcome.State.ToString())));
            }
        }

        if (_log.End is not null)
        {
            _inFlight = 0;
            _times.Remember(Record.Origin, _eta.PerExchange(Record.Concurrency));
        }

        var progress = Progress();
        _announced = (progress, _hosts);
        Tell(new HarvestNews(Record.Epoch, before, events, progress, State));
    }

    private void Tell(HarvestNews news) => _watchers.Notify(watcher => watcher.Changed(news)).Ignore();

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
        catch (Exception error)
        {
            // The last event is stored, so the harvest has ended; the ledger wakes it again to write this down.
            LogNotClosed(error, Id);
        }
    }
}

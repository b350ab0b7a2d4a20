using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Grains.Harvests;

/// <summary>What people do to a harvest under way: pause, resume, cancel; and its deadline, which goes on while it is paused.</summary>
internal sealed partial class HarvestGrain
{
    /// <summary>Running or paused, as somebody asked for it last. What differs from the log is stored with the next group.</summary>
    private HarvestState _wanted;

    public Task<HarvestSnapshot?> Pause() => Steer(HarvestState.Paused);

    public Task<HarvestSnapshot?> Resume() => Steer(HarvestState.Running);

    public async Task<HarvestSnapshot?> Cancel()
    {
        if (!IsThere())
        {
            return null;
        }

        if (_log.End is null)
        {
            await EndOpen(code => Unfinished(code) with { State = CountryState.Cancelled });
        }

        return await Snapshot(withCountries: true);
    }

    private async Task<HarvestSnapshot?> Steer(HarvestState wanted)
    {
        if (!IsThere())
        {
            return null;
        }

        if (_log.End is null && State != wanted)
        {
            await Store(wanted);
            if (_isRunning)
            {
                await Obey();
            }
        }

        return await Snapshot(withCountries: true);
    }

    private async Task Store(HarvestState wanted)
    {
        _wanted = wanted;
        try
        {
            await StoreNow();
        }
        catch (StoreUnavailableException)
        {
            // Whoever asked is told that it did not happen, so it must not happen later by itself.
            _wanted = State;
            throw;
        }
    }

    /// <summary>
    /// Everyone who may send a request for this harvest hears how many at once. After this returned with a paused one, each
    /// throttle and each country has been told: no request leaves.
    /// </summary>
    private async Task Obey()
    {
        Clock();
        if (State == HarvestState.Running)
        {
            await LimitThrottles(Record.Concurrency);
        }

        await OrderOpen(CancellationToken.None);
    }

    private void Clock()
    {
        if (State == HarvestState.Paused)
        {
            _eta.Stop();
        }
        else
        {
            _eta.Go();
        }
    }

    private Task LimitThrottles(int limit) => Task.WhenAll(_catalog.Find(Record.Origin).Authorities.Select(async authority =>
    {
        try
        {
            await GrainFactory.GetGrain<IThrottleGrain>(authority).Limit(Id, limit);
        }
        catch (Exception error)
        {
            // A throttle that cannot be reached grants nothing; a new one hears it from the tickets.
            LogNotLimited(error, Id, authority);
        }
    }));

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

    /// <summary>
    /// Makes every open country final, stored before this returns, and calls its orders back. Exchanges under way are not
    /// aborted: the origin would notice later than the throttle, and see one more than it should.
    /// </summary>
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
}

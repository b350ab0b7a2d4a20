using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>What people do to a harvest under way: pause, resume, cancel; and its deadline, which goes on while it is paused.</summary>
internal sealed partial class HarvestGrain
{
    /// <summary>
    /// Pauses of one harvest. Each stays in its log, as does its resume: a client that does both in a loop must not fill the store. Not a
    /// bound on how many a second, as a paused harvest lasts for as long as anybody likes. Only pausing is refused, so nothing gets stuck.
    /// </summary>
    private const int MostPauses = 100;

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
            if (wanted == HarvestState.Paused
                && _log.Events.Count(stored => stored is HarvestEvent.State { Now: HarvestState.Paused }) >= MostPauses)
            {
                throw new TooManyPausesException(MostPauses);
            }

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

    private Task LimitThrottles(int limit) => Task.WhenAll(Throttles.Select(async throttle =>
    {
        try
        {
            await throttle.Limit(Id, limit);
        }
        catch (Exception error)
        {
            // A throttle that cannot be reached grants nothing; a new one hears it from the tickets.
            LogNotLimited(error, Id, throttle.GetPrimaryKeyString());
        }
    }));

    private Task MissDeadline(CancellationToken cancellationToken) => FailOpen("deadline_exceeded", "The harvest's deadline passed first.");

    /// <summary>Its label was removed from the configuration: nobody can be asked, and it must not run for ever.</summary>
    private async Task EndOrphaned()
    {
        if (_isRunning && _tally.Open.Any(country => !_arrived.ContainsKey(country.Code)))
        {
            LogOrphaned(Id, Record.Origin, _tally.Counts.Pending);
            await FailOpen("unknown_origin", $"No origin is called '{Record.Origin}' any more: its section was removed from the configuration.");
        }
    }

    private async Task FailOpen(string code, string message)
    {
        try
        {
            await EndOpen(country => Unfinished(country) with
            {
                State = CountryState.Failed,
                Error = new FetchError(code, null, null, null, _tally[country].Attempts, message),
            });
        }
        catch (StoreUnavailableException)
        {
            // Said in the log, and tried again.
        }
    }

    /// <summary>
    /// Makes every open country final, stored before this returns, and calls its orders back. What is under way for
    /// nobody else any more ends by itself, or soon: see <see cref="ICountryGrain.Withdraw"/>.
    /// </summary>
    private async Task EndOpen(Func<string, CountryStatus> ending)
    {
        string[] open = [.. _tally.Open.Select(country => country.Code).Where(code => !_arrived.ContainsKey(code))];
        foreach (var code in open)
        {
            _arrived.Add(code, ending(code));
        }

        if (Origin is not null)
        {
            foreach (var code in open)
            {
                Country(code).Withdraw(Id).Ignore();
            }
        }

        await StoreNow();
    }

    /// <summary>Since it started; never less than nothing, though another silo's clock may be behind the one on which it began.</summary>
    private long ElapsedMs(DateTimeOffset until) => Math.Max(0, (long)(until - Record.StartedAt).TotalMilliseconds);

    private CountryStatus Unfinished(string code) => _tally[code] with
    {
        Waiting = null,
        Via = _tally[code].Attempts > 0 ? Via.Origin : null,
        ElapsedMs = ElapsedMs(_time.GetUtcNow()),
    };
}

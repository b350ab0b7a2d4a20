using System.Collections.Immutable;
using Actors.Grains.Throttles;

namespace Actors.Grains.Harvests;

/// <summary>What a harvest says of itself: only what is stored, and what its throttles say of the rest.</summary>
internal sealed partial class HarvestGrain
{
    private int _inFlight;

    /// <summary>As they stood when they were asked last; what is over by now counts for nothing.</summary>
    private HostStanding _hosts = HostStanding.Free;

    public async Task<HarvestSnapshot?> Get() => IsThere() ? await Snapshot(withCountries: true) : null;

    public async Task<HarvestSnapshot?> Summarise() => IsThere() ? await Snapshot(withCountries: false) : null;

    private HarvestNews News(long after) => new(
        Record.Epoch, Math.Min(Math.Max(after, 0), _log.LastSeq), _log.After(after), Progress(), State);

    private HarvestProgress Progress() => new(_log.LastSeq, _tally.Counts, _inFlight, EtaMs());

    private async Task<HarvestSnapshot> Snapshot(bool withCountries)
    {
        var explanation = withCountries && _log.End is null ? await AskThrottles() : null;
        var end = _log.End;
        return new HarvestSnapshot
        {
            Id = Id,
            Origin = Record.Origin,
            State = State,
            Counts = _tally.Counts,
            InFlight = end is null ? _inFlight : 0,
            Concurrency = Record.Concurrency,
            Epoch = Record.Epoch,
            Seq = _log.LastSeq,
            StartedAt = Record.StartedAt,
            FinishedAt = end?.At,
            ElapsedMs = ElapsedMs(end?.At ?? _time.GetUtcNow()),
            EtaMs = EtaMs(),
            Countries = withCountries
                ? [.. _tally.Countries.Select(country => country with
                {
                    // What arrived and is being stored waits for nothing.
                    Waiting = _arrived.ContainsKey(country.Code) ? null : explanation?.Of(country),
                })]
                : [],
        };
    }

    /// <summary>What open countries wait for; also refreshes how many exchanges are in flight and how the hosts stand.</summary>
    private async Task<Explanation> AskThrottles()
    {
        try
        {
            IThrottleGrain[] throttles = [.. Throttles];
            var standing = Task.WhenAll(throttles.Select(throttle => throttle.Describe()));
            var answers = await Task.WhenAll(throttles.Select(throttle => throttle.Explain(Id)));
            var now = _time.GetUtcNow();
            _hosts = HostStanding.Of(await standing, now);
            _inFlight = answers.Sum(answer => answer.InFlight);
            if (_hosts.BlockedUntil is { } until)
            {
                _eta.Blocked(until);
            }

            return new Explanation(
                State == HarvestState.Paused, _hosts,
                answers.SelectMany(answer => answer.Waiting).DistinctBy(ticket => ticket.Subject)
                    .ToDictionary(ticket => ticket.Subject, ticket => ticket.Waiting, StringComparer.Ordinal),
                now);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A throttle that moves just now explains nothing; the harvest itself is as well as before.
            LogUnexplained(error, Id);
            return new Explanation(State == HarvestState.Paused, null, ImmutableDictionary<string, Waiting>.Empty, _time.GetUtcNow());
        }
    }

    private long? EtaMs() => _log.End is not null ? 0 : _eta.Ms(
        _tally.Counts.Pending, _hosts,
        _tally.Countries.Where(country => !country.IsFinal).Max(country => country.Waiting?.Until));
}

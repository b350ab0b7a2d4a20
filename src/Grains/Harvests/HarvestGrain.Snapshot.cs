using Actors.Grains.Throttles;

namespace Actors.Grains.Harvests;

/// <summary>What a harvest says of itself: only what is stored, and what its throttles say of the rest.</summary>
internal sealed partial class HarvestGrain
{
    public async Task<HarvestSnapshot?> Get() => IsThere() ? await Snapshot(withCountries: true) : null;

    public async Task<HarvestSnapshot?> Summarise() => IsThere() ? await Snapshot(withCountries: false) : null;

    private HarvestNews News(long after) => new(
        Record.Epoch, Math.Min(Math.Max(after, 0), _log.LastSeq), _log.After(after), Progress(), State);

    private HarvestProgress Progress() => new(_log.LastSeq, _tally.Counts, _inFlight, EtaMs());

    private async Task<HarvestSnapshot> Snapshot(bool withCountries)
    {
        var waiting = withCountries && _log.End is null ? await AskThrottles() : [];
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
            ElapsedMs = (long)((end?.At ?? _time.GetUtcNow()) - Record.StartedAt).TotalMilliseconds,
            EtaMs = EtaMs(),
            Countries = withCountries
                ? [.. _tally.Countries.Select(country => waiting.TryGetValue(country.Code, out var why) && !country.IsFinal
                    ? country with { Waiting = why }
                    : country)]
                : [],
        };
    }

    /// <summary>What open countries wait for, by code; also refreshes how many exchanges are in flight.</summary>
    private async Task<Dictionary<string, Waiting>> AskThrottles()
    {
        try
        {
            var answers = await Task.WhenAll(_catalog.Find(Record.Origin).Authorities
                .Select(authority => GrainFactory.GetGrain<IThrottleGrain>(authority).Explain(Id)));
            _inFlight = answers.Sum(answer => answer.InFlight);
            return answers.SelectMany(answer => answer.Waiting).DistinctBy(ticket => ticket.Subject)
                .ToDictionary(ticket => ticket.Subject, ticket => ticket.Waiting, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A throttle that moves just now explains nothing; the harvest itself is as well as before.
            LogUnexplained(error, Id);
            return [];
        }
    }
}

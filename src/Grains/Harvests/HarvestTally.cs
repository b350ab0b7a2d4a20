using System.Collections.Immutable;
using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>
/// Where every country of a harvest stands, by what is stored. Pure counting: pending + ok + notFound + failed +
/// cancelled is always the total.
/// </summary>
internal sealed class HarvestTally
{
    private readonly Dictionary<string, CountryStatus> _countries;
    private readonly ImmutableArray<string> _codes;

    public HarvestTally(ImmutableArray<string> codes)
    {
        _codes = codes;
        _countries = codes.ToDictionary(code => code, Pending, StringComparer.Ordinal);
        Counts = new HarvestCounts(codes.Length, 0, 0, 0, 0);
    }

    public HarvestCounts Counts { get; private set; }

    /// <summary>Codes that are not final, in order, each with its rank.</summary>
    public IEnumerable<(string Code, int Rank)> Open => _codes.Select((code, rank) => (code, rank)).Where(one => !_countries[one.code].IsFinal);

    /// <summary>Every country in code order.</summary>
    public IEnumerable<CountryStatus> Countries => _codes.Select(code => _countries[code]);

    public bool IsOpen(string code) => _countries.TryGetValue(code, out var country) && !country.IsFinal;

    public CountryStatus this[string code] => _countries[code];

    /// <summary>Something about a country that is not final: it had a permit, it backs off.</summary>
    public void Note(CountryStatus open)
    {
        if (!open.IsFinal && IsOpen(open.Code))
        {
            _countries[open.Code] = open;
        }
    }

    /// <summary>A stored event counts.</summary>
    public void Apply(HarvestEvent happened)
    {
        if (happened is not HarvestEvent.Country { Status: { IsFinal: true } outcome } || !IsOpen(outcome.Code))
        {
            return;
        }

        _countries[outcome.Code] = outcome;
        Counts = Count(Counts with { Pending = Counts.Pending - 1 }, outcome.State);
    }

    /// <summary>The counts as they will be once these events are stored.</summary>
    public HarvestCounts After(IEnumerable<CountryStatus> outcomes) =>
        outcomes.Aggregate(Counts, (counts, outcome) => Count(counts with { Pending = counts.Pending - 1 }, outcome.State));

    private static HarvestCounts Count(HarvestCounts counts, CountryState state) => state switch
    {
        CountryState.Ok => counts with { Ok = counts.Ok + 1 },
        CountryState.NotFound => counts with { NotFound = counts.NotFound + 1 },
        CountryState.Failed => counts with { Failed = counts.Failed + 1 },
        CountryState.Cancelled => counts with { Cancelled = counts.Cancelled + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Only final states are counted."),
    };

    private static CountryStatus Pending(string code) => new() { Code = code, State = CountryState.Pending };
}

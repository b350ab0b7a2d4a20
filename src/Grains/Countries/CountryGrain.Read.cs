using System.Collections.Immutable;

namespace Actors.Grains.Countries;

/// <summary>What readers get: always what is stored, with whether it is worth waiting for better.</summary>
internal sealed partial class CountryGrain
{
    /// <summary>
    /// So long after a refresh that failed readers are served at once, and none is started for them: a dead origin must not cost each
    /// of them a wait. Longer where the response allows it (<c>stale-if-error</c>).
    /// </summary>
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>When the last exchange failed for good; null after a good one.</summary>
    private long? _failedAt;

    private (byte[]? Metadata, CountryFacts Facts) _facts = (null, CountryFacts.None);

    private bool HasJustFailed => _failedAt is { } at && time.GetElapsedTime(at) < RestAfterFailure;

    public Task<StoredCountry?> Read() => Task.FromResult(Stored.IsEmpty ? null : Describe());

    public Task<StoredCountry?> Find(CountryFilter filter)
    {
        if (!record.RecordExists && _flight is null && _failedAt is null && _unstored.Count == 0)
        {
            // A list asks all codes that can be written; most are no country, and would stay in memory for hours.
            DeactivateOnIdle();
        }

        return Task.FromResult(!Stored.IsEmpty && FactsFor(filter).Match(filter, _code, Stored.Country) ? Describe() : null);
    }

    private StoredCountry Describe()
    {
        ImmutableArray<StoredPart> parts = [.. new[] { Stored.Flag, Stored.Metadata }.OfType<StoredPart>()];
        var freshUntil = new[] { Stored.FreshUntil(Parts.Flag), Stored.FreshUntil(Parts.Metadata) }.Min()!.Value;
        return new StoredCountry
        {
            Code = _code,
            Country = Stored.Country,
            Flag = FlagOf(Stored),
            Metadata = Stored.Metadata?.Body,
            FetchedAt = parts.Min(part => part.FetchedAt),
            FreshUntil = freshUntil,
            Stale = freshUntil <= time.GetUtcNow(),
            Revalidate = IsWorthWaiting(Parts.Flag) || IsWorthWaiting(Parts.Metadata),
            GeneratedAt = parts.Min(part => part.GeneratedAt ?? part.FetchedAt),
        };
    }

    private bool IsWorthWaiting(Parts part) => !HasJustFailed && Stored.IsWorthWaiting(part, _failedAt is not null, time.GetUtcNow());

    /// <summary>Read out of the metadata once, when the first filter asks.</summary>
    private CountryFacts FactsFor(CountryFilter filter)
    {
        var metadata = Stored.Metadata?.Body;
        if (filter is { Continent: null, Currency: null, Language: null })
        {
            return CountryFacts.None;
        }

        if (!ReferenceEquals(_facts.Metadata, metadata))
        {
            _facts = (metadata, CountryFacts.Of(metadata, _origin!));
        }

        return _facts.Facts;
    }

    private static CountryStatus Ok(CountryRecord stored, Via via, string code, Parts parts) => new()
    {
        Code = code, State = CountryState.Ok, Country = stored.Country, Via = via, Flag = parts.HasFlag(Parts.Flag) ? FlagOf(stored) : null,
    };

    private static FlagInfo? FlagOf(CountryRecord stored) =>
        stored.Flag is { } flag ? new FlagInfo(flag.Size, flag.MediaType, flag.Sha256) : null;
}

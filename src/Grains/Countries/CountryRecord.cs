using System.Collections.Immutable;

namespace Actors.Grains.Countries;

/// <summary>
/// Everything kept of one country, in one record: one atomic write, so that a flag never stands beside the metadata of
/// another fetch, and an outcome never without the bytes it speaks of.
/// </summary>
[GenerateSerializer, Alias("actors.country-record")]
internal sealed record CountryRecord
{
    /// <summary>Outcomes remembered for harvests that may ask again after a crash.</summary>
    public const int MostSettled = 16;

    [Id(0)] public StoredPart? Flag { get; init; }

    [Id(1)] public StoredPart? Metadata { get; init; }

    [Id(2)] public string? Country { get; init; }

    /// <summary>The last outcomes by harvest, oldest first: a harvest that lost one is told again instead of fetching again.</summary>
    [Id(3)] public ImmutableArray<Settlement> Settled { get; init; } = [];

    public bool IsEmpty => Flag is null && Metadata is null;

    public StoredPart? Part(Parts part) => part == Parts.Flag ? Flag : Metadata;

    public bool IsFresh(Parts part, DateTimeOffset now) => Part(part) is { } stored && stored.FreshUntil > now;

    /// <summary>Those of <paramref name="parts"/> about which the origin must be asked.</summary>
    public Parts ToFetch(Parts parts, Refresh refresh, DateTimeOffset now) =>
        (Needs(parts, Parts.Flag, refresh, now) ? Parts.Flag : Parts.None)
        | (Needs(parts, Parts.Metadata, refresh, now) ? Parts.Metadata : Parts.None);

    public CountryRecord With(Parts part, StoredPart stored) =>
        part == Parts.Flag ? this with { Flag = stored } : this with { Metadata = stored };

    public CountryRecord WithSettled(IEnumerable<Settlement> settled) =>
        this with { Settled = [.. Settled.Concat(settled).TakeLast(MostSettled)] };

    private bool Needs(Parts parts, Parts part, Refresh refresh, DateTimeOffset now) =>
        parts.HasFlag(part) && (refresh == Refresh.Always || !IsFresh(part, now));
}

/// <summary>What a harvest was told.</summary>
[GenerateSerializer, Immutable, Alias("actors.settlement")]
internal sealed record Settlement([property: Id(0)] string Harvest, [property: Id(1)] CountryStatus Outcome);

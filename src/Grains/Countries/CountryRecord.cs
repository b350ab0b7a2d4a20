using System.Collections.Immutable;

namespace Actors.Grains.Countries;

/// <summary>
/// Everything kept of one country, in one record: one atomic write, so that a flag never stands beside the metadata of
/// another fetch, and an outcome never without the bytes it speaks of. Of a large flag the bytes are elsewhere (<see cref="FlagBodies"/>).
/// </summary>
[GenerateSerializer, Alias("actors.country-record")]
internal sealed record CountryRecord
{
    /// <summary>What the record is called in the store.</summary>
    public const string Name = "country";

    /// <summary>Outcomes remembered for harvests that may ask again after a crash.</summary>
    public const int MostSettled = 16;

    [Id(0)] public StoredPart? Flag { get; init; }

    [Id(1)] public StoredPart? Metadata { get; init; }

    [Id(2)] public string? Country { get; init; }

    /// <summary>The last outcomes by harvest, oldest first: a harvest that lost one is told again instead of fetching again.</summary>
    [Id(3)] public ImmutableArray<Settlement> Settled { get; init; } = [];

    /// <summary>The last answer about the flag was that there is none; null if it was a flag, or none came yet.</summary>
    [Id(4)] public Absence? NoFlag { get; init; }

    /// <summary>As <see cref="NoFlag"/>, of the metadata.</summary>
    [Id(5)] public Absence? NoMetadata { get; init; }

    public bool IsEmpty => Flag is null && Metadata is null;

    public StoredPart? Part(Parts part) => part == Parts.Flag ? Flag : Metadata;

    public bool IsFresh(Parts part, DateTimeOffset now) =>
        Part(part) is { } stored && stored.FreshUntil > now && AbsenceOf(part) is null;

    /// <summary>Whether one of the parts was not found lately; asking again would only bother the origin.</summary>
    public bool IsAbsent(Parts parts, DateTimeOffset now) =>
        IsAbsent(parts, NoFlag, Parts.Flag, now) || IsAbsent(parts, NoMetadata, Parts.Metadata, now);

    /// <summary>Those of <paramref name="parts"/> that cannot be answered by a stored body.</summary>
    public Parts Needed(Parts parts, Refresh refresh, DateTimeOffset now) =>
        (Needs(parts, Parts.Flag, refresh, now) ? Parts.Flag : Parts.None)
        | (Needs(parts, Parts.Metadata, refresh, now) ? Parts.Metadata : Parts.None);

    /// <summary>Whether a reader should wait for the part's refresh: it is stale, and nothing allows to serve it meanwhile.</summary>
    /// <param name="hasFailed">The last refresh failed.</param>
    public bool IsWorthWaiting(Parts part, bool hasFailed, DateTimeOffset now) =>
        Part(part) is { } stored && !IsFresh(part, now) && !IsAbsent(part, now)
        && stored.ServedUntil <= now && !(hasFailed && stored.ServedOnErrorUntil > now);

    /// <summary>Until when the part is fresh, at most; after a 404 it is so no longer.</summary>
    public DateTimeOffset? FreshUntil(Parts part) => Part(part) is not { } stored ? null
        : AbsenceOf(part) is { } absence && absence.FetchedAt < stored.FreshUntil ? absence.FetchedAt
        : stored.FreshUntil;

    public CountryRecord With(Parts part, StoredPart stored) => part == Parts.Flag
        ? this with { Flag = stored, NoFlag = null }
        : this with { Metadata = stored, NoMetadata = null };

    public CountryRecord Without(Parts part, Absence absence) =>
        part == Parts.Flag ? this with { NoFlag = absence } : this with { NoMetadata = absence };

    public CountryRecord WithSettled(IEnumerable<Settlement> settled) =>
        this with { Settled = [.. Settled.Concat(settled).TakeLast(MostSettled)] };

    private static bool IsAbsent(Parts parts, Absence? absence, Parts part, DateTimeOffset now) =>
        parts.HasFlag(part) && absence?.Until > now;

    private Absence? AbsenceOf(Parts part) => part == Parts.Flag ? NoFlag : NoMetadata;

    private bool Needs(Parts parts, Parts part, Refresh refresh, DateTimeOffset now) =>
        parts.HasFlag(part) && (refresh == Refresh.Always || !IsFresh(part, now));
}

/// <summary>What a harvest was told.</summary>
[GenerateSerializer, Immutable, Alias("actors.settlement")]
internal sealed record Settlement([property: Id(0)] string Harvest, [property: Id(1)] CountryStatus Outcome);

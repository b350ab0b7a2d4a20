namespace Actors.Grains.Countries;

/// <summary>What is kept of a country, without the flag's bytes.</summary>
[GenerateSerializer, Immutable, Alias("actors.stored-country")]
public sealed record StoredCountry
{
    [Id(0)] public required string Code { get; init; }

    [Id(1)] public string? Country { get; init; }

    [Id(2)] public FlagInfo? Flag { get; init; }

    /// <summary>The metadata document as the origin sent it: UTF-8 JSON, an object. Null if none is stored.</summary>
    [Id(3)] public byte[]? Metadata { get; init; }

    /// <summary>When the older of its parts was last fetched or revalidated.</summary>
    [Id(4)] public required DateTimeOffset FetchedAt { get; init; }

    [Id(5)] public required DateTimeOffset FreshUntil { get; init; }

    [Id(6)] public required bool Stale { get; init; }

    /// <summary>
    /// It is stale, and its lifetime does not allow to serve it while it is refreshed: a reader should wait for that, and is served this
    /// where it cannot be done soon.
    /// </summary>
    [Id(7)] public bool Revalidate { get; init; }

    /// <summary>When the origin made or confirmed the older of its parts, which its age counts from; null = when it was fetched.</summary>
    [Id(8)] public DateTimeOffset? GeneratedAt { get; init; }
}

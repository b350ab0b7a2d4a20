namespace Actors.Grains.Countries;

/// <summary>A stored flag with its bytes, which nobody may change: they are shared with the store.</summary>
[GenerateSerializer, Immutable, Alias("actors.flag-file")]
public sealed record FlagFile(
    [property: Id(0)] FlagInfo Info,
    [property: Id(1)] byte[] Body,
    [property: Id(2)] DateTimeOffset FetchedAt,
    [property: Id(3)] DateTimeOffset FreshUntil)
{
    /// <summary>As <see cref="StoredCountry.GeneratedAt"/>.</summary>
    [Id(4)] public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>As <see cref="StoredCountry.Revalidate"/>.</summary>
    [Id(5)] public bool Revalidate { get; init; }
}

namespace Actors.Grains.Countries;

/// <summary>A stored flag without its bytes: length, media type and lower-case hexadecimal SHA-256.</summary>
[GenerateSerializer, Immutable, Alias("actors.flag-info")]
public sealed record FlagInfo(
    [property: Id(0)] long Bytes, [property: Id(1)] string MediaType, [property: Id(2)] string Sha256);

namespace Actors.Grains.Countries;

/// <summary>The bytes of a large flag. Everything else about it is in the <see cref="CountryRecord"/>, which names their slot.</summary>
[GenerateSerializer, Alias("actors.flag-body")]
internal sealed record FlagBody
{
    [Id(0)] public byte[] Bytes { get; init; } = [];
}

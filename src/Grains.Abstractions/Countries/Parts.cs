namespace Actors.Grains.Countries;

/// <summary>Which exchanges a country needs.</summary>
[GenerateSerializer, Alias("actors.parts"), Flags]
public enum Parts
{
    None = 0,
    Flag = 1,
    Metadata = 2,
    Both = Flag | Metadata,
}

namespace Actors.Unicode.Packed;

/// <summary>
/// The beginning of the packed data: a magic number, the number of sections, and offset and length of each in bytes.
/// Sections begin at multiples of 8.
/// </summary>
internal static class PackLayout
{
    /// <summary>Changes with every change of the layout.</summary>
    public const int Magic = 0x32504341;

    public const int Alignment = 8;

    public const string ResourceName = "characters.pack";

    public const int SectionsPerLanguage = 5;
}

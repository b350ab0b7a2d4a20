namespace Actors.Grains.Chars;

/// <summary>An answer that is one JSON object, encoded already.</summary>
/// <param name="Version">The version of the data.</param>
/// <param name="Json">UTF-8. Never to be changed.</param>
[GenerateSerializer, Immutable, Alias("actors.chars.document")]
public sealed record CharDocument([property: Id(0)] DataVersion Version, [property: Id(1)] byte[] Json);

namespace Actors.Grains.Chars;

/// <summary>Which data an answer comes from. Two answers with equal <paramref name="Full"/> can be compared byte by byte.</summary>
/// <param name="Unicode">Version of the character database, <c>18.0</c>.</param>
/// <param name="Full">Everything that changes answers: Unicode, name rules, ages, CLDR; letters, digits, dots, hyphens.</param>
[GenerateSerializer, Immutable, Alias("actors.chars.version")]
public sealed record DataVersion([property: Id(0)] string Unicode, [property: Id(1)] string Full);

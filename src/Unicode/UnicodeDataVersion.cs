namespace Actors.Unicode;

/// <summary>Which data is in use.</summary>
/// <param name="Unicode">Version of the character database, <c>18.0</c>.</param>
/// <param name="Full">Everything that changes answers: Unicode, name rules, ages, CLDR; letters, digits, dots, hyphens.</param>
public sealed record UnicodeDataVersion(string Unicode, string Full);

using System.Text.Json.Serialization;

namespace Actors.Client.Chars;

/// <summary>One character of a result.</summary>
/// <param name="Code"><c>U+265C</c>.</param>
/// <param name="Text">The character; null for a surrogate or an unassigned code point.</param>
/// <param name="Name">Its name, or the label of a code point that has none.</param>
/// <param name="Block">For example <c>Miscellaneous Symbols</c>; null outside of all blocks.</param>
/// <param name="Category">General category, two letters.</param>
/// <param name="Age">The Unicode version that it came with; null if unassigned.</param>
public sealed record CharRow(
    string Code, [property: JsonPropertyName("char")] string? Text, string Name, string? Block, string? Category, string? Age);

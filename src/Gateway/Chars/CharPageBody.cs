using System.Text.Json.Serialization;
using Actors.Gateway.Json;

namespace Actors.Gateway.Chars;

/// <summary>A page of characters, for the API description; <see cref="CharBody"/> writes it.</summary>
internal sealed record CharPageBody(
    string Query, string Mode, string Sort, string Unicode, int Total, int From, string Status, RawJson? Used,
    IReadOnlyList<CharRowBody> Items, string? Next);

internal sealed record CharRowBody(
    string Code, [property: JsonPropertyName("char")] string? Character, string Name, string? Block, string Category, string? Age);

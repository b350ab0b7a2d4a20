using System.Text.Json.Nodes;

namespace Actors.Gateway.Feeds;

/// <summary>What is at a place of a feed, for the API description; the silo writes it.</summary>
/// <param name="Path">A JSON pointer (RFC 6901); empty for the whole document.</param>
/// <param name="Kind"><c>object</c>, <c>array</c> or <c>value</c>.</param>
/// <param name="Keys">Of an object, in the document's order, 10,000 at most.</param>
/// <param name="Length">Members of an object, items of an array.</param>
/// <param name="Items">A page of an array's items; one larger than 256 KiB is <c>{ "$ref": path }</c>.</param>
/// <param name="Value">A string, number, true, false or null, as it stands in the document.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record FeedNodeBody(
    string Path, string Kind, IReadOnlyList<string>? Keys, int? Length, IReadOnlyList<JsonNode?>? Items, JsonNode? Value, string? Next);

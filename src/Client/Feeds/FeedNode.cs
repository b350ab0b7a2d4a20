using System.Text.Json;

namespace Actors.Client.Feeds;

/// <summary>What is at a place of a feed.</summary>
public sealed record FeedNode
{
    /// <summary>A JSON pointer (RFC 6901); empty for the whole document.</summary>
    public required string Path { get; init; }

    /// <summary><c>object</c>, <c>array</c> or <c>value</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of an object; else null.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Members of an object, items of an array; null for a value.</summary>
    public int? Length { get; init; }

    /// <summary>A page of an array's items; else null. A very large item is <c>{ "$ref": path }</c>.</summary>
    public IReadOnlyList<JsonElement>? Items { get; init; }

    /// <summary>A string, number, true, false or null.</summary>
    public JsonElement Value { get; init; }

    /// <summary>The cursor of the next page; null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>The record, where one was asked for.</summary>
    public JsonElement? Record { get; init; }

    /// <summary>The records that it names, by the name of the reference; each of them or a list of them.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Links { get; init; }
}

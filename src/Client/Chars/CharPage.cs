using System.Collections.Immutable;
using System.Text.Json;

namespace Actors.Client.Chars;

/// <summary>One page of the characters that a query finds.</summary>
public sealed record CharPage
{
    public required string Query { get; init; }

    /// <summary>The mode that was used.</summary>
    public required string Mode { get; init; }

    /// <summary>The order that was used.</summary>
    public required string Sort { get; init; }

    /// <summary>The newest Unicode version whose characters may be among the results.</summary>
    public required string Unicode { get; init; }

    /// <summary>All results, exactly.</summary>
    public required int Total { get; init; }

    /// <summary>Position of the first row among them, from 0.</summary>
    public required int From { get; init; }

    /// <summary>For people: <c>No match for 'x'</c>, <c>1 match for 'x'</c>, <c>2 matches for 'x'</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What <c>smart</c> made of the query; null in the other modes.</summary>
    public JsonElement? Used { get; init; }

    public required ImmutableArray<CharRow> Items { get; init; }

    /// <summary>Opaque cursor of the next page; null at the end.</summary>
    public string? Next { get; init; }
}

namespace Actors.Grains.Chars;

/// <summary>A page of characters, its rows encoded already.</summary>
/// <param name="Mode">The mode that was used.</param>
/// <param name="Sort">The order that was used.</param>
/// <param name="Unicode">The newest Unicode version whose characters may be among the results, <c>18.0</c>.</param>
/// <param name="Version">The version of the data.</param>
/// <param name="Total">All results of the query, exactly.</param>
/// <param name="From">Position of the first row of the page among them, from 0.</param>
/// <param name="Count">Rows of the page.</param>
/// <param name="Rows">The rows in UTF-8, in the format asked for. Never to be changed.</param>
/// <param name="Status">The book's status line: <c>No match for 'x'</c>, <c>1 match for 'x'</c>, <c>2 matches for 'x'</c>.</param>
/// <param name="Used">JSON object of what <c>smart</c> made of the query; null in the other modes.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
[GenerateSerializer, Immutable, Alias("actors.chars.page")]
public sealed record CharPage(
    [property: Id(0)] string Mode,
    [property: Id(1)] string Sort,
    [property: Id(2)] string Unicode,
    [property: Id(3)] DataVersion Version,
    [property: Id(4)] int Total,
    [property: Id(5)] int From,
    [property: Id(6)] int Count,
    [property: Id(7)] byte[] Rows,
    [property: Id(8)] string Status,
    [property: Id(9)] byte[]? Used,
    [property: Id(10)] string? Next);

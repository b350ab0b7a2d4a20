namespace Actors.Grains.Chars;

/// <summary>A query over characters as its caller wrote it, and which of its results are wanted.</summary>
/// <param name="Query">The words; may be blank, which is an error except in text format.</param>
/// <param name="Mode"><c>seed</c>, <c>words</c> or <c>smart</c>; null = <c>words</c>.</param>
/// <param name="Sort"><c>cp</c> or <c>relevance</c>; null = the mode's own: <c>relevance</c> in <c>smart</c>, else <c>cp</c>.</param>
/// <param name="Unicode">As if only this version's characters existed, <c>14.0</c> or <c>14</c>; null = all.</param>
/// <param name="Limit">Most rows, 1 to <see cref="MaxLimit"/>.</param>
/// <param name="After">The cursor of an earlier page; excludes <paramref name="Start"/> and <paramref name="Stop"/>.</param>
/// <param name="Start">Position of the first row among the results, from 0; null = 0.</param>
/// <param name="Stop">Position after the last row; null = the end.</param>
/// <param name="Format">How the rows are written.</param>
[GenerateSerializer, Immutable, Alias("actors.chars.request")]
public sealed record CharRequest(
    [property: Id(0)] string Query,
    [property: Id(1)] string? Mode = null,
    [property: Id(2)] string? Sort = null,
    [property: Id(3)] string? Unicode = null,
    [property: Id(4)] int Limit = 50,
    [property: Id(5)] string? After = null,
    [property: Id(6)] int? Start = null,
    [property: Id(7)] int? Stop = null,
    [property: Id(8)] CharFormat Format = CharFormat.Json)
{
    /// <summary>Rows of one page; the public limit of 200 is the gateway's, which itself reads giant results in larger pages.</summary>
    public const int MaxLimit = 1000;
}

namespace Actors.Unicode;

/// <summary>The orders as queries and answers spell them.</summary>
public static class CharSortNames
{
    /// <param name="name"><c>cp</c> or <c>relevance</c>; null = the mode's own.</param>
    /// <exception cref="QueryException">It is none of them (<c>unknown_sort</c>).</exception>
    public static CharSort? Parse(string? name) => name switch
    {
        null => null,
        "cp" => CharSort.CodePoint,
        "relevance" => CharSort.Relevance,
        _ => throw new QueryException("unknown_sort", "sort", "The sort must be cp or relevance."),
    };

    public static string Name(this CharSort sort) => sort == CharSort.CodePoint ? "cp" : "relevance";
}

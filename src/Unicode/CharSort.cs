namespace Actors.Unicode;

/// <summary>Order of results. Both are total.</summary>
public enum CharSort
{
    CodePoint,

    /// <summary>
    /// By source (code, name, alias, keyword), then whole words before prefixes, the whole name equal, the first word equal,
    /// few words, code point.
    /// </summary>
    Relevance,
}

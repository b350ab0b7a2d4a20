namespace Actors.Unicode.Queries;

/// <summary>How much a query may ask for. Beyond: <c>query_too_long</c> or <c>query_too_complex</c>, never a silent cut.</summary>
internal static class QueryLimits
{
    /// <summary>UTF-16 units of a query in <c>words</c> and <c>smart</c>.</summary>
    public const int Length = 256;

    /// <summary>UTF-16 units in <c>seed</c>, which has no grammar: a line over TCP may be longer than a query over HTTP.</summary>
    public const int SeedLength = 4096;

    /// <summary>Words, phrases, codes, ranges and values of fields. A bare token counts once for each of its words.</summary>
    public const int Terms = 16;

    /// <summary>Alternatives in one list of <c>OR</c>.</summary>
    public const int Branches = 8;

    /// <summary>Parentheses within each other. Also bounds the parser's recursion.</summary>
    public const int Depth = 4;

    /// <summary>UTF-16 units of one word.</summary>
    public const int WordLength = 64;
}

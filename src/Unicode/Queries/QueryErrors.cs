namespace Actors.Unicode.Queries;

/// <summary>The ways in which the text of a query can be wrong. Positions are UTF-16 units from 0.</summary>
internal static class QueryErrors
{
    /// <summary>A term that starts as some form but is none: <c>U+XYZ</c>, a lone <c>-</c>, <c>OR</c> without a neighbour.</summary>
    public static QueryException BadTerm(string message, int position) => Of("bad_term", message, position);

    public static QueryException Empty() => Of("empty_query", "The query is blank.", 0);

    public static QueryException TooLong(int length, int limit) =>
        Of("query_too_long", $"The query has {length} UTF-16 units, more than {limit}.", limit);

    public static QueryException TooComplex(string what, int limit, int position) =>
        Of("query_too_complex", $"The query has more than {limit} {what}.", position);

    public static QueryException NotText(string what, int position) => Of("query_not_text", $"The query contains {what}.", position);

    public static QueryException UnbalancedParenthesis(string message, int position) => Of("unbalanced_parenthesis", message, position);

    public static QueryException UnbalancedQuote(int position) => Of("unbalanced_quote", "The quotation mark is not closed.", position);

    public static QueryException CodeOutOfRange(int position) => Of("code_out_of_range", "Codes end at U+10FFFF.", position);

    public static QueryException ReversedRange(int position) => Of("reversed_range", "The range ends before it starts.", position);

    public static QueryException UnknownField(ReadOnlySpan<char> name, int position) => Of(
        "unknown_field",
        $"There is no field {name}. Known are {QueryFields.Known}. Words with a colon that are no field belong in quotation marks.",
        position);

    /// <summary>Blanks between a field and its operator.</summary>
    public static QueryException DetachedOperator(ReadOnlySpan<char> field, int position) => BadTerm(
        $"Field, operator and value are written without blanks, as in {(QueryFields.Property(field) == PropertyField.Age ? "age<=6.3" : $"{field}:value")}; "
        + $"the word is \"{field}\", in quotation marks.",
        position);

    /// <summary>A code that is no listed character, beside something that only listed characters can have.</summary>
    public static QueryException UnlistedCode(int code, int position) => BadTerm(
        $"U+{code:X4} is no listed character: write it alone, or beside nothing but other codes with OR between them.", position);

    private static QueryException Of(string code, string message, int position) => new(code, "q", message, position);
}

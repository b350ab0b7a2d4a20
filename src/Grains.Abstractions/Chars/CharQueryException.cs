namespace Actors.Grains.Chars;

/// <summary>
/// A query over characters cannot be answered. Codes: <c>empty_query</c>, <c>query_too_long</c>, <c>query_too_complex</c>,
/// <c>query_not_text</c>, <c>unbalanced_parenthesis</c>, <c>unbalanced_quote</c>, <c>bad_term</c>, <c>unknown_field</c>,
/// <c>unknown_value</c>, <c>reversed_range</c>, <c>code_out_of_range</c>, <c>invalid_code</c>, <c>unknown_mode</c>,
/// <c>unknown_sort</c>, <c>unknown_unicode</c>, <c>invalid_limit</c>, <c>invalid_range</c>, <c>invalid_cursor</c>,
/// <c>cursor_mismatch</c>, and <c>cursor_expired</c> (the data was replaced; start again without the cursor).
/// </summary>
/// <param name="code">Stable; one of the above.</param>
/// <param name="field">The request's member to blame: <c>q</c>, <c>mode</c>, <c>after</c> and so on.</param>
/// <param name="message">For people; names what is known where a name is not.</param>
/// <param name="position">Where in the query, in UTF-16 units from 0; null if that says nothing.</param>
[GenerateSerializer, Alias("actors.chars.query-exception")]
public sealed class CharQueryException(string code, string field, string message, int? position = null) : ActorsException(code, message)
{
    [Id(0)] public string Field { get; } = field;

    [Id(1)] public int? Position { get; } = position;
}

namespace Actors.Unicode;

/// <summary>A query, a filter or a cursor that cannot be used.</summary>
/// <param name="code">Stable: <c>unknown_field</c>, <c>cursor_mismatch</c> and so on; docs/queries.md has them all.</param>
/// <param name="field">What is to blame: <c>q</c>, <c>mode</c>, <c>sort</c>, <c>unicode</c>, <c>after</c>, <c>start</c>, <c>stop</c>, <c>code</c>.</param>
/// <param name="message">For people.</param>
/// <param name="position">Where in the query, in UTF-16 units from 0; null if that says nothing.</param>
public sealed class QueryException(string code, string field, string message, int? position = null) : Exception(message)
{
    public string Code { get; } = code;

    public string Field { get; } = field;

    public int? Position { get; } = position;
}

namespace Actors.Unicode.Queries;

/// <summary>Counts the terms of a query up to <see cref="QueryLimits.Terms"/>.</summary>
internal sealed class TermCount
{
    private int _count;

    /// <exception cref="QueryException"><c>query_too_complex</c></exception>
    public void Add(int position)
    {
        if (++_count > QueryLimits.Terms)
            throw QueryErrors.TooComplex("terms", QueryLimits.Terms, position);
    }
}

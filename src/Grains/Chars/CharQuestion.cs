using Actors.Unicode;

namespace Actors.Grains.Chars;

/// <summary>A caller's request, read and checked as far as that needs no index.</summary>
internal readonly record struct CharQuestion(CharQuery Query, CharWindow Window, RowFormat Format)
{
    /// <exception cref="CharQueryException">A member of the request cannot be used.</exception>
    /// <exception cref="QueryException">Mode or sort is unknown.</exception>
    public static CharQuestion Of(CharRequest request) => new(
        new CharQuery(request.Query, CharModeNames.Parse(request.Mode), CharSortNames.Parse(request.Sort), request.Unicode),
        WindowOf(request),
        request.Format == CharFormat.Json ? RowFormat.Json : RowFormat.Text);

    private static CharWindow WindowOf(CharRequest request)
    {
        if (request.Limit is < 1 or > CharRequest.MaxLimit)
        {
            throw new CharQueryException("invalid_limit", "limit", $"The limit must be from 1 to {CharRequest.MaxLimit}.");
        }

        if (request.Start < 0)
        {
            throw InvalidRange("start", "The start must be at least 0.");
        }

        if (request.Stop < (request.Start ?? 0))
        {
            throw InvalidRange("stop", "The stop must not be below the start.");
        }

        if (request is { After: not null, Start: not null } or { After: not null, Stop: not null })
        {
            throw InvalidRange("after", "A cursor excludes start and stop.");
        }

        return new CharWindow(request.Limit, request.After, request.Start, request.Stop);
    }

    private static CharQueryException InvalidRange(string field, string message) => new("invalid_range", field, message);
}

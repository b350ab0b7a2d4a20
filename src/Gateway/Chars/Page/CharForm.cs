using Actors.Grains.Chars;
using Microsoft.AspNetCore.Http.Extensions;

namespace Actors.Gateway.Chars.Page;

/// <summary>What the form, or a link of the page, asks for.</summary>
/// <param name="Query">The words, as typed.</param>
/// <param name="Mode"><c>smart</c> unless given.</param>
/// <param name="Sort">Null = the mode's own.</param>
/// <param name="Unicode">Null = all versions.</param>
/// <param name="After">The cursor of an earlier page; null = from the start.</param>
internal sealed record CharForm(string Query, string Mode, string? Sort, string? Unicode, string? After)
{
    public const string Path = "/chars";
    public const int PageRows = 50;

    private const string DefaultMode = "smart";

    public static QueryRules Rules { get; } = new(
        CharQueryParameters.Query, CharQueryParameters.Mode, CharQueryParameters.Sort, CharQueryParameters.Unicode, Paging.AfterParameter)
    {
        IsCheckedByEndpoint = true,
    };

    /// <summary>Nothing was asked for.</summary>
    public static CharForm Blank { get; } = new("", DefaultMode, Sort: null, Unicode: null, After: null);

    /// <summary>Whether anything but words was chosen, which may be something that does not exist.</summary>
    public bool HasChoices => Mode != DefaultMode || Sort is not null || Unicode is not null;

    /// <exception cref="Problems.ProblemException">A parameter is unknown, repeated, or not percent-encoded UTF-8.</exception>
    public static CharForm From(HttpRequest request)
    {
        var asked = new CharParameters(request.QueryString.Value, Rules).ToRequest();
        return new CharForm(asked.Query, asked.Mode ?? DefaultMode, asked.Sort, asked.Unicode, asked.After);
    }

    public static string LinkTo(string query) => $"{Path}{new QueryBuilder { { "q", query } }}";

    public CharRequest ToRequest() => new(Query, Mode, Sort, Unicode, PageRows, After);

    /// <summary>The same search, to be read on after a cursor; without one, from the start.</summary>
    public string LinkFrom(string? after)
    {
        var query = new QueryBuilder { { "q", Query } };
        Add(query, "mode", Mode == DefaultMode ? null : Mode);
        Add(query, "sort", Sort);
        Add(query, "unicode", Unicode);
        Add(query, "after", after);
        return $"{Path}{query}";
    }

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
            query.Add(name, value);
    }
}

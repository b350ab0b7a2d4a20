namespace Actors.Gateway.Chars;

/// <summary>The query parameters of <c>/v1/chars</c> and what is below it.</summary>
internal static class CharQueryParameters
{
    public static QueryParameter Query { get; } = new("q", "string", "Words describing characters; at most 256 UTF-16 units, 4096 in mode seed.");

    public static QueryParameter Mode { get; } = new(
        "mode", "string", "How the words are read: seed (whole words of names, no grammar), words (with grammar) or smart. Default words.");

    public static QueryParameter Sort { get; } = new(
        "sort", "string", "cp (code points) or relevance. Default: relevance in mode smart, else cp.");

    public static QueryParameter Limit { get; } = new("limit", "integer", "Characters per page, 1-200. Default 50.");

    public static QueryParameter Unicode { get; } = new(
        "unicode", "string", "Answers as if only that version's characters existed: 14.0 or 14. Default: all.");

    public static QueryParameter Start { get; } = new(
        "start", "integer", "Position of the first character among the results, from 0; not with after. Default 0.");

    public static QueryParameter Stop { get; } = new(
        "stop", "integer", "Position after the last character; not with after. Default: the end.");

    public static QueryRules OfFind { get; } =
        new(Query, Mode, Sort, Limit, Paging.AfterParameter, Unicode, Start, Stop) { IsCheckedByEndpoint = true };

    public static QueryRules OfFacets { get; } = new(Query, Mode, Unicode) { IsCheckedByEndpoint = true };

    public static QueryRules None { get; } = new() { IsCheckedByEndpoint = true };
}

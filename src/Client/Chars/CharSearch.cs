namespace Actors.Client.Chars;

/// <summary>Which characters to look for. What is null is not sent, so the node's default holds.</summary>
/// <param name="Query">Words, not blank; in <c>words</c> and <c>smart</c> a grammar.</param>
public sealed record CharSearch(string Query)
{
    /// <summary><c>seed</c>, <c>words</c> or <c>smart</c>. Node's default <c>words</c>.</summary>
    public string? Mode { get; init; }

    /// <summary><c>cp</c> or <c>relevance</c>. Node's default: the mode's own.</summary>
    public string? Sort { get; init; }

    /// <summary>As if only this version's characters existed, <c>14.0</c> or <c>14</c>. Node's default: all.</summary>
    public string? Unicode { get; init; }

    /// <param name="limit">1-200; null = the node's default, 50.</param>
    /// <param name="after">An earlier page's cursor; null = the first page.</param>
    internal string Path(int? limit, string? after)
    {
        var path = $"v1/chars?q={Uri.EscapeDataString(Query)}";
        (string Name, string? Value)[] others =
        [
            ("mode", Mode), ("sort", Sort), ("unicode", Unicode), ("limit", limit?.ToString()), ("after", after),
        ];
        return path + string.Concat(
            others.Where(other => other.Value is not null).Select(other => $"&{other.Name}={Uri.EscapeDataString(other.Value!)}"));
    }
}

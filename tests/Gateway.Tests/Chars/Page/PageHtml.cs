using System.Net;
using System.Text.RegularExpressions;

namespace Actors.Gateway.Tests.Chars.Page;

/// <summary>What stands in certain places of the page, decoded.</summary>
internal static partial class PageHtml
{
    [GeneratedRegex("""name="q" value="(?<value>[^"]*)" """, RegexOptions.NonBacktracking)]
    private static partial Regex QueryField { get; }

    /// <summary>In the field for the words.</summary>
    public static string Query(string html) => WebUtility.HtmlDecode(QueryField.Match(html).Groups["value"].Value);

    /// <summary>In the paragraph with that id.</summary>
    public static string TextOf(string html, string id)
    {
        var start = html.IndexOf($"<p id=\"{id}\"", StringComparison.Ordinal);
        var text = html[(html.IndexOf('>', start) + 1)..html.IndexOf("</p>", start, StringComparison.Ordinal)];
        return WebUtility.HtmlDecode(text);
    }
}

using System.Text.RegularExpressions;

namespace Actors.Grains.Origins;

/// <summary>
/// The query of a URL template: people write keys of an API there, so what stands in it literally is taken for a secret. Names of
/// parameters and placeholders are not.
/// </summary>
internal static partial class TemplateQuery
{
    private const string Hidden = "…";

    /// <summary>The template with what may be a secret left out: <c>https://example.org/{cc}.png?size={CC}&amp;key=…</c>.</summary>
    public static string Hide(string template)
    {
        var start = Path().Match(template).Length;
        return template[..start] + Pieces().Replace(template[start..], piece => IsLiteral(piece) ? Hidden : piece.Value);
    }

    /// <summary>What is left out, as it stands and as it was meant.</summary>
    public static IEnumerable<string> Literals(string template) =>
        Pieces().Matches(template[Path().Match(template).Length..]).Where(IsLiteral)
            .SelectMany(piece => new[] { piece.Value, Uri.UnescapeDataString(piece.Value) });

    private static bool IsLiteral(Match piece) => !piece.Groups["kept"].Success;

    /// <summary>All before the query or fragment; a JSON pointer in braces may hold their signs.</summary>
    [GeneratedRegex(@"^(\{[^{}]*\}|[^{}?#])*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();

    /// <summary>Kept: placeholders, separators, and names with their equals sign. Literal: all else.</summary>
    [GeneratedRegex(
        @"(?<kept>\{[^{}]*\}|^[?#]|&|(?<=^[?#]|&)[^=&{}]*=)|[^&{}]+",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pieces();
}

using System.Globalization;
using Actors.Client.Harvests;
using Actors.Client.Origins;
using Microsoft.AspNetCore.WebUtilities;

namespace Actors.Cli.Reports;

/// <summary>
/// The lines of <em>Fluent Python</em>'s flag downloaders (second edition, counts not padded), which scripts and habits
/// rely on.
/// </summary>
internal static class BookLines
{
    private const int MostListed = 10;

    public static string Rule { get; } = new('-', 20);

    public static string Site(string label, OriginInfo origin) =>
        $"{label.ToUpperInvariant()} site: {Base(origin.FlagUrl ?? origin.MetadataUrl ?? "")}";

    public static string Searching(IReadOnlyList<string> codes)
    {
        var list = codes.Count <= MostListed ? string.Join(", ", codes) : $"from {codes[0]} to {codes[^1]}";
        return $"Searching for {Count(codes.Count, "flag")}: {list}";
    }

    public static string Connections(int count) =>
        count == 1 ? "1 connection will be used." : $"{count} concurrent connections will be used.";

    public static string Ok(CountryStatus country) => $"{country.Code} OK";

    /// <param name="origin">Where the URL comes from; null = no URL in the line.</param>
    public static string NotFound(CountryStatus country, OriginInfo? origin)
    {
        var template = country.Error?.Exchange == "metadata" ? origin?.MetadataUrl : origin?.FlagUrl ?? origin?.MetadataUrl;
        return template is null ? $"{country.Code} not found" : $"{country.Code} not found: {Fill(template, country.Code)}";
    }

    public static string Failed(CountryStatus country) => country.Error switch
    {
        // A refused or broken body has a good status too; then the status is not the reason.
        { Status: >= 400 and var status } => Error(country.Code, $"HTTP error {status} - {Reason(status)}"),
        { } error => Error(country.Code, $"{error.Message} <{error.Code}>"),
        null => Error(country.Code, "unknown"),
    };

    public static string Error(string code, string reason) => $"{code} error: {reason}";

    /// <summary>The lines after the rule; a line of zero is left out, but for the first.</summary>
    public static IEnumerable<string> Counts(int ok, int notFound, int errors, int cancelled)
    {
        yield return $"{Count(ok, "flag")} downloaded.";
        if (notFound > 0)
            yield return $"{notFound} not found.";
        if (errors > 0)
            yield return $"{Count(errors, "error")}.";
        if (cancelled > 0)
            yield return $"{cancelled} cancelled.";
    }

    public static string Elapsed(TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"Elapsed time: {elapsed.TotalSeconds:F2}s");

    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Reason(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } reason ? reason : "Unknown";

    private static string Base(string template)
    {
        var placeholder = template.IndexOf('{', StringComparison.Ordinal);
        return (placeholder < 0 ? template : template[..placeholder]).TrimEnd('/');
    }

    private static string Fill(string template, string code)
    {
        var url = template
            .Replace("{cc}", code.ToLowerInvariant(), StringComparison.Ordinal)
            .Replace("{CC}", code, StringComparison.Ordinal);
        // What else stands in braces is taken from the metadata, which nobody has here.
        return url.Contains('{', StringComparison.Ordinal) ? Base(url) : url;
    }
}

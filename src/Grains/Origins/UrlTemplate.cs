using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Grains.Json;

namespace Actors.Grains.Origins;

/// <summary>
/// Where an exchange goes: <c>{cc}</c> and <c>{CC}</c> become the country's code, <c>{metadata:/json/pointer}</c> a string of
/// its metadata. Scheme, host and port are fixed, unless the whole URL comes from the metadata.
/// </summary>
internal sealed partial class UrlTemplate
{
    private const string MetadataPrefix = "metadata:";
    private readonly string _text;

    private UrlTemplate(string text, string? authority)
    {
        _text = text;
        Authority = authority;
    }

    /// <summary>Scheme, host and port; null if only the metadata will tell.</summary>
    public string? Authority { get; }

    public bool NeedsMetadata => _text.Contains('{' + MetadataPrefix, StringComparison.Ordinal);

    /// <summary>What stands before the first placeholder's path segment, for people.</summary>
    public override string ToString() => _text;

    /// <exception cref="FormatException">The template cannot be used; the message says why.</exception>
    public static UrlTemplate Parse(string text, bool mayUseMetadata)
    {
        var usesMetadata = false;
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups["name"].Value))
        {
            usesMetadata |= name.StartsWith(MetadataPrefix, StringComparison.Ordinal);
            if (name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && mayUseMetadata)
            {
                _ = JsonPointer.Parse(name[MetadataPrefix.Length..]);
            }
            else if (name is not ("cc" or "CC"))
            {
                throw new FormatException($"unknown placeholder {{{name}}}; known: {{cc}}, {{CC}}"
                    + (mayUseMetadata ? ", {metadata:/json/pointer}" : ""));
            }
        }

        if (!usesMetadata && !text.Contains("{cc}", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("has no {cc}");
        }

        if (text.StartsWith('{'))
        {
            return new UrlTemplate(text, null);
        }

        var sample = Placeholder().Replace(text, "xx");
        return Uri.TryCreate(sample, UriKind.Absolute, out var url) && IsHttp(url)
            ? new UrlTemplate(text, AuthorityOf(url))
            : throw new FormatException("is not an absolute http or https URL");
    }

    /// <summary>The URL for one country; null if the metadata lacks what the template needs.</summary>
    public Uri? Expand(string code, JsonElement? metadata)
    {
        var isComplete = true;
        var text = Placeholder().Replace(_text, match => match.Groups["name"].Value switch
        {
            "cc" => code.ToLowerInvariant(),
            "CC" => code,
            var name when Lookup(name, metadata) is { } value => match.Index == 0 ? value : Uri.EscapeDataString(value),
            _ => Missing(),
        });
        return isComplete && Uri.TryCreate(text, UriKind.Absolute, out var url) && IsHttp(url) ? url : null;

        string Missing()
        {
            isComplete = false;
            return string.Empty;
        }
    }

    public static string AuthorityOf(Uri url) => $"{url.Scheme}://{url.IdnHost.ToLowerInvariant()}:{url.Port}";

    private static string? Lookup(string name, JsonElement? metadata) =>
        metadata is { } document && JsonPointer.Parse(name[MetadataPrefix.Length..]).Find(document) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()
            : null;

    private static bool IsHttp(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0;

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Placeholder();
}

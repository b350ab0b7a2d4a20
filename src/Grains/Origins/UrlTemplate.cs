using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Actors.Grains.Json;

namespace Actors.Grains.Origins;

/// <summary>
/// Where an exchange goes: <c>{cc}</c> and <c>{CC}</c> become the country's code, <c>{metadata:/json/pointer}</c> a string or number
/// of its metadata. Scheme, host and port are fixed, unless the URL begins with the metadata.
/// </summary>
internal sealed class UrlTemplate
{
    private const string MetadataPrefix = "metadata:";
    private readonly string _text;
    private readonly ImmutableArray<Piece> _pieces;

    private UrlTemplate(string text, ImmutableArray<Piece> pieces, string? authority)
    {
        _text = text;
        _pieces = pieces;
        Authority = authority;
        NeedsMetadata = pieces.Any(piece => piece.Pointer is not null);
    }

    /// <summary>Scheme, host and port; null if only the metadata will tell.</summary>
    public string? Authority { get; }

    public bool NeedsMetadata { get; }

    /// <summary>As configured.</summary>
    public override string ToString() => _text;

    /// <exception cref="FormatException">The template cannot be used; the message says why.</exception>
    public static UrlTemplate Parse(string text, bool mayUseMetadata)
    {
        var pieces = Split(text, mayUseMetadata);
        if (!pieces.Any(piece => piece.IsCode || piece.Pointer is not null))
        {
            throw new FormatException("has no {cc}");
        }

        if (pieces[0].Pointer is not null)
        {
            return new UrlTemplate(text, pieces, null);
        }

        var sample = string.Concat(pieces.Select(piece => piece.IsPlain ? piece.Text : "xx"));
        if (!Uri.TryCreate(sample, UriKind.Absolute, out var url) || !IsHttp(url))
        {
            throw new FormatException("is not an absolute http or https URL");
        }

        // A host for each country would be a throttle for each country.
        var start = pieces[0].Text;
        return start.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && start.AsSpan(scheme + 3).ContainsAny('/', '?', '#')
            ? new UrlTemplate(text, pieces, AuthorityOf(url))
            : throw new FormatException("has a placeholder in its host or port: they must be fixed, or all of it come from the metadata");
    }

    /// <summary>The URL for one country; null if the metadata lacks what the template needs.</summary>
    public Uri? Expand(string code, JsonElement? metadata)
    {
        var text = new StringBuilder(_text.Length);
        foreach (var piece in _pieces)
        {
            if (piece.Pointer is null)
            {
                text.Append(!piece.IsCode ? piece.Text : piece.Text == "cc" ? code.ToLowerInvariant() : code);
            }
            else if (metadata is { } document && Lookup(piece.Pointer, document) is { } value)
            {
                text.Append(text.Length == 0 ? value : Uri.EscapeDataString(value));
            }
            else
            {
                return null;
            }
        }

        return Uri.TryCreate(text.ToString(), UriKind.Absolute, out var url) && IsHttp(url) ? url : null;
    }

    public static string AuthorityOf(Uri url) => $"{url.Scheme}://{url.IdnHost.ToLowerInvariant()}:{url.Port}";

    private static ImmutableArray<Piece> Split(string text, bool mayUseMetadata)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOfAny(['{', '}'], at) is >= 0 and var brace ? brace : text.Length;
            if (open > at)
            {
                pieces.Add(new Piece(text[at..open], false, null));
            }

            if (open == text.Length)
            {
                break;
            }

            var close = text.IndexOfAny(['{', '}'], open + 1);
            if (text[open] != '{' || close < 0 || text[close] != '}')
            {
                throw new FormatException("has a brace without its counterpart");
            }

            pieces.Add(Placeholder(text[(open + 1)..close], mayUseMetadata));
            at = close + 1;
        }

        return pieces.ToImmutable();
    }

    private static Piece Placeholder(string name, bool mayUseMetadata) => name switch
    {
        "cc" or "CC" => new Piece(name, true, null),
        _ when mayUseMetadata && name.StartsWith(MetadataPrefix, StringComparison.Ordinal) =>
            new Piece(name, false, JsonPointer.Parse(name[MetadataPrefix.Length..])),
        _ => throw new FormatException(
            $"unknown placeholder {{{name}}}; known: {{cc}}, {{CC}}" + (mayUseMetadata ? ", {metadata:/json/pointer}" : "")),
    };

    private static string? Lookup(JsonPointer pointer, JsonElement metadata) => pointer.Find(metadata) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static bool IsHttp(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0 && url.Host.Length > 0;

    /// <summary>Text as it stands, a code (<c>cc</c> or <c>CC</c>), or a place in the metadata.</summary>
    private readonly record struct Piece(string Text, bool IsCode, JsonPointer? Pointer)
    {
        public bool IsPlain => !IsCode && Pointer is null;
    }
}

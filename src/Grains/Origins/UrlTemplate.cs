using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Actors.Grains.Json;

namespace Actors.Grains.Origins;

/// <summary>
/// Where an exchange goes: <c>{cc}</c> and <c>{CC}</c> become the country's code, <c>{metadata:/json/pointer}</c> a string or number
/// of its metadata, <c>{env:NAME}</c> a variable of the environment. Scheme, host and port are fixed, unless the URL begins with
/// the metadata.
/// </summary>
internal sealed class UrlTemplate
{
    private const string MetadataPrefix = "metadata:";
    private const string EnvironmentPrefix = "env:";
    private readonly string _shown;
    private readonly ImmutableArray<Piece> _pieces;

    private UrlTemplate(string text, ImmutableArray<Piece> pieces, string? authority)
    {
        _shown = TemplateQuery.Hide(text);
        _pieces = pieces;
        Authority = authority;
        NeedsMetadata = pieces.Any(piece => piece.Pointer is not null);
    }

    /// <summary>Scheme, host and port; null if only the metadata will tell.</summary>
    public string? Authority { get; }

    public bool NeedsMetadata { get; }

    /// <summary>As configured, for people: placeholders stand unreplaced, and nothing literal of the query is there.</summary>
    public override string ToString() => _shown;

    /// <param name="environment">Where <c>{env:NAME}</c> is looked up.</param>
    /// <param name="secrets">What must never be shown is added.</param>
    /// <exception cref="FormatException">The template cannot be used; the message says why, and holds no secret.</exception>
    public static UrlTemplate Parse(string text, bool mayUseMetadata, Func<string, string?> environment, List<string> secrets)
    {
        var known = mayUseMetadata ? "{cc}, {CC}, {env:NAME}, {metadata:/json/pointer}" : "{cc}, {CC}, {env:NAME}";
        var pieces = Split(text, name => Code(name) ?? (mayUseMetadata ? Metadata(name) : null) ?? Secret(name, environment, secrets, known));
        if (!pieces.Any(piece => piece.IsCode || piece.Pointer is not null))
        {
            throw new FormatException("has no {cc}");
        }

        if (pieces[0].Pointer is not null)
        {
            // It may lead anywhere.
            if (pieces.Any(piece => piece.IsSecret))
            {
                throw new FormatException("has {env:NAME} where the host is not fixed: a secret would go wherever the metadata leads");
            }

            secrets.AddRange(TemplateQuery.Literals(text));
            RefuseFragment(pieces);
            return new UrlTemplate(text, pieces, null);
        }

        return Checked(text, pieces, secrets);
    }

    /// <summary>A URL of one thing, not of many countries: <c>{env:NAME}</c> is the only placeholder.</summary>
    /// <exception cref="FormatException">As of <see cref="Parse"/>.</exception>
    public static UrlTemplate ParseFixed(string text, Func<string, string?> environment, List<string> secrets) =>
        Checked(text, Split(text, name => Secret(name, environment, secrets, "{env:NAME}")), secrets);

    private static UrlTemplate Checked(string text, ImmutableArray<Piece> pieces, List<string> secrets)
    {
        secrets.AddRange(TemplateQuery.Literals(text));
        RefuseFragment(pieces);
        var sample = string.Concat(pieces.Select(piece => piece.IsPlain ? piece.Text : "xx"));
        if (!Uri.TryCreate(sample, UriKind.Absolute, out var url) || !IsHttp(url))
        {
            if (url?.UserInfo.Length > 0)
            {
                throw new FormatException("has user information (user:password@); a secret belongs into Headers, as {env:NAME}");
            }

            throw new FormatException("is not an absolute http or https URL");
        }

        // A host for each country would be a throttle for each country.
        var start = pieces.Length > 1 ? pieces[0].Text : $"{sample}/";
        return start.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && start.AsSpan(scheme + 3).ContainsAny('/', '?', '#')
            ? new UrlTemplate(text, pieces, AuthorityOf(url))
            : throw new FormatException("has a placeholder in its host or port: they must be fixed, or all of it come from the metadata");
    }

    /// <summary>The URL for one country; null if the metadata lacks what the template needs.</summary>
    public Uri? Expand(string code, JsonElement? metadata)
    {
        var text = new StringBuilder(_shown.Length);
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

    private static ImmutableArray<Piece> Split(string text, Func<string, Piece> placeholder)
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

            pieces.Add(placeholder(text[(open + 1)..close]));
            at = close + 1;
        }

        return pieces.ToImmutable();
    }

    private static void RefuseFragment(ImmutableArray<Piece> pieces)
    {
        if (pieces.Any(piece => piece.IsPlain && !piece.IsSecret && piece.Text.Contains('#', StringComparison.Ordinal)))
        {
            throw new FormatException("has a fragment (#...), which is never sent; write %23 for the sign itself");
        }
    }

    private static Piece? Code(string name) => name is "cc" or "CC" ? new Piece(name, true, null) : null;

    private static Piece? Metadata(string name) => name.StartsWith(MetadataPrefix, StringComparison.Ordinal)
        ? new Piece(name, false, JsonPointer.Parse(name[MetadataPrefix.Length..]))
        : null;

    private static Piece Secret(string name, Func<string, string?> environment, List<string> secrets, string known)
    {
        if (!name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            throw new FormatException($"unknown placeholder {{{name}}}; known: {known}");
        }

        var escaped = Uri.EscapeDataString(HeaderText.Expand($"{{{name}}}", environment, secrets));
        secrets.Add(escaped);
        return new Piece(escaped, false, null, IsSecret: true);
    }

    private static string? Lookup(JsonPointer pointer, JsonElement metadata) => pointer.Find(metadata) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static bool IsHttp(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0 && url.Host.Length > 0;

    /// <summary>Text as it stands, a code (<c>cc</c> or <c>CC</c>), or a place in the metadata.</summary>
    private readonly record struct Piece(string Text, bool IsCode, JsonPointer? Pointer, bool IsSecret = false)
    {
        public bool IsPlain => !IsCode && Pointer is null;
    }
}

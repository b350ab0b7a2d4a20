using System.Globalization;

namespace Actors.Silo.Store;

/// <summary>Which stored record a write may replace: none, exactly one version, or whatever is there.</summary>
internal readonly record struct ExpectedEtag
{
    // No record has etag 0, so expecting it always conflicts.
    private const long Impossible = 0;

    private readonly long? _etag;
    private readonly bool _isAny;

    private ExpectedEtag(long? etag, bool isAny) => (_etag, _isAny) = (etag, isAny);

    /// <summary>Whatever is stored, as the etag <c>*</c> means to Orleans' own providers (and to If-Match, RFC 9110 §13.1.1).</summary>
    public static ExpectedEtag Any { get; } = new(null, isAny: true);

    /// <summary>There is no record yet.</summary>
    public static ExpectedEtag None { get; }

    public static ExpectedEtag Exactly(long etag) => new(etag, isAny: false);

    /// <summary>Reads what a grain carries. Text that this store never wrote conflicts with everything.</summary>
    public static ExpectedEtag Parse(string? text) => text switch
    {
        null or "" => None,
        "*" => Any,
        _ => Exactly(long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var etag) ? etag : Impossible),
    };

    public static string? Format(long? etag) => etag?.ToString("x16", CultureInfo.InvariantCulture);

    public bool Accepts(long? stored) => _isAny || _etag == stored;
}

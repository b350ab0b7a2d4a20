using System.Net.Http.Headers;
using System.Security.Cryptography;
using Actors.Grains.Origins;

namespace Actors.Grains.Countries;

/// <summary>One body as it is kept, with what is needed to ask about it again (RFC 9110 §13) and to know its age (RFC 9111).</summary>
[GenerateSerializer, Immutable, Alias("actors.stored-part")]
internal sealed record StoredPart
{
    /// <summary>
    /// Bytes. Larger flags are kept beside the country's record: below this, all countries of an origin are 16 MiB of memory, and no
    /// array is on the large object heap.
    /// </summary>
    public const int MostInline = 64 * 1024;

    /// <summary>Empty if it is in a <see cref="Slot"/>.</summary>
    [Id(0)] public required byte[] Body { get; init; }

    [Id(1)] public required string MediaType { get; init; }

    [Id(2)] public required string Sha256 { get; init; }

    [Id(3)] public string? ETag { get; init; }

    [Id(4)] public DateTimeOffset? LastModified { get; init; }

    [Id(5)] public required DateTimeOffset FetchedAt { get; init; }

    [Id(6)] public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>What the response said; null if it was stored before that was kept.</summary>
    [Id(7)] public Freshness? Freshness { get; init; }

    /// <summary>When the origin made or confirmed it, which its age counts from: before <see cref="FetchedAt"/>, if a cache stood between.</summary>
    [Id(8)] public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>Where it came from, redirects followed: what its validators speak of.</summary>
    [Id(9)] public string? Url { get; init; }

    /// <summary>Bytes of the body in the <see cref="Slot"/>; 0 without one.</summary>
    [Id(10)] public int Length { get; init; }

    /// <summary>Where <see cref="FlagBodies"/> keeps the body; null if it is here.</summary>
    [Id(11)] public string? Slot { get; init; }

    /// <summary>Bytes of the body, wherever it is.</summary>
    public int Size => Slot is null ? Body.Length : Length;

    /// <summary>The body is here, and too large to stay.</summary>
    public bool IsLarge => Body.Length > MostInline;

    /// <summary>Until then readers need not wait for a refresh.</summary>
    public DateTimeOffset ServedUntil => FreshUntil + (Freshness?.StaleWhileRevalidate ?? TimeSpan.Zero);

    /// <summary>Until then they need not either, if the last refresh failed.</summary>
    public DateTimeOffset ServedOnErrorUntil => FreshUntil + (Freshness?.StaleIfError ?? TimeSpan.Zero);

    public static StoredPart Of(byte[] body, Uri url, HttpResponseMessage response, DateTimeOffset now, Upstream origin)
    {
        var freshness = Freshness.Of(response, now, origin);
        return new StoredPart
        {
            Body = body,
            MediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "application/octet-stream",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
            ETag = freshness.IsReusable ? ETagOf(response) : null,
            LastModified = freshness.IsReusable ? response.Content.Headers.LastModified : null,
            FetchedAt = now,
            FreshUntil = now,
            Url = url.AbsoluteUri,
        }.Aged(freshness, Freshness.AgeOf(response));
    }

    /// <summary>A 304 came: the body is good; its lifetime starts again; what the response says replaces what was known.</summary>
    public StoredPart ConfirmedBy(HttpResponseMessage response, DateTimeOffset now, Upstream origin)
    {
        var before = Freshness ?? new Freshness(FreshUntil - FetchedAt, TimeSpan.Zero, TimeSpan.Zero, IsReusable: true);
        var freshness = before.ConfirmedBy(response, now, origin);
        return (this with
        {
            ETag = freshness.IsReusable ? ETagOf(response) ?? ETag : null,
            LastModified = freshness.IsReusable ? response.Content.Headers.LastModified ?? LastModified : null,
            FetchedAt = now,
        }).Aged(freshness, Origins.Freshness.AgeOf(response));
    }

    /// <summary>The way to the origin and back counts as age (RFC 9111 §4.2.3).</summary>
    public StoredPart AskedAt(DateTimeOffset sent) =>
        Aged(Freshness!, FetchedAt - GeneratedAt!.Value + (FetchedAt > sent ? FetchedAt - sent : TimeSpan.Zero));

    /// <summary>
    /// The same validator on other bytes: it tells nothing, and must not be asked with again.
    /// </summary>
    public StoredPart After(StoredPart? before) =>
        before is null || before.Url != Url || before.Sha256 == Sha256 || !HasValidator
        || (ETag is not null ? before.ETag != ETag : before.LastModified != LastModified)
            ? this
            : this with { ETag = null, LastModified = null };

    /// <summary>Whether a request to that URL can be made conditional.</summary>
    public bool CanConfirm(Uri url) => HasValidator && (Url is null || Url == url.AbsoluteUri);

    /// <summary>Whether both are the same version, by weak comparison (RFC 9110 §8.8.3.2); true if one of them has no tag.</summary>
    public bool IsVersionOf(StoredPart other) => ETag is null || other.ETag is null || Opaque(ETag) == Opaque(other.ETag);

    /// <summary>Whether both speak of the same stored bytes.</summary>
    public bool IsSameBody(StoredPart other) => Slot == other.Slot && Sha256 == other.Sha256;

    private bool HasValidator => ETag is not null || LastModified is not null;

    private StoredPart Aged(Freshness freshness, TimeSpan age)
    {
        var rest = freshness.Lifetime - age;
        return this with
        {
            Freshness = freshness,
            GeneratedAt = FetchedAt - age,
            FreshUntil = rest > TimeSpan.Zero ? FetchedAt + rest : FetchedAt,
        };
    }

    private static string Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static string? ETagOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) && EntityTagHeaderValue.TryParse(values.ToString(), out _)
            ? values.ToString()
            : null;
}

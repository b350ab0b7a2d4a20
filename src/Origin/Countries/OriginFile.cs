using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Actors.Origin.Countries;

/// <summary>One file as it is served: its bytes and every header that depends on them, computed once.</summary>
internal sealed class OriginFile
{
    /// <summary>An hour, as a well-behaved site would say.</summary>
    public const string CacheControl = "public, max-age=3600";

    // The newest of the three packages is of this month. A constant, so that two builds of one version agree.
    private static readonly DateTimeOffset _modified = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly EntityTagHeaderValue _tag;

    public OriginFile(byte[] body, string mediaType)
        : this(body, body, mediaType, Convert.ToHexStringLower(SHA256.HashData(body)))
    {
    }

    private OriginFile(ReadOnlyMemory<byte> body, Payload payload, string mediaType, string tag)
    {
        Body = body;
        Payload = payload;
        MediaType = mediaType;
        ETag = $"\"{tag}\"";
        _tag = new EntityTagHeaderValue(ETag);
    }

    /// <summary>Without its padding.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What is sent: the body, padded if that was asked for.</summary>
    public Payload Payload { get; }

    public string MediaType { get; }

    /// <summary>
    /// Strong: the SHA-256 of the body in lower hex, and the size if it is padded. Flags that look alike share it, so it identifies
    /// bytes, not countries.
    /// </summary>
    public string ETag { get; }

    /// <summary>An HTTP-date.</summary>
    public string LastModified { get; } = _modified.ToString("R", CultureInfo.InvariantCulture);

    /// <param name="size">Bytes, at least; null = as it is.</param>
    public OriginFile PaddedTo(long? size) => size > Body.Length
        ? new OriginFile(Body, Padding.Of(Body, MediaType, size.Value), MediaType, $"{_tag.Tag.ToString().Trim('"')}-{size}")
        : this;

    /// <summary>
    /// Whether the client already has these bytes, so that 304 answers it. If-None-Match wins: with it present, even if malformed,
    /// If-Modified-Since is ignored (RFC 9110 §13.2.2).
    /// </summary>
    public bool IsUnchangedFor(IHeaderDictionary request)
    {
        var tags = request.IfNoneMatch;
        if (tags.Count > 0)
            return Matches(tags);

        return HeaderUtilities.TryParseDate(request.IfModifiedSince.ToString(), out var since) && _modified <= since;
    }

    private bool Matches(StringValues tags)
    {
        // What our own clients send; the rest is for strangers.
        if (tags is [{ } only] && only == ETag)
            return true;

        // Weak comparison (RFC 9110 §13.1.2): a cache may have weakened the tag on its way.
        return EntityTagHeaderValue.TryParseList([.. tags.OfType<string>()], out var parsed)
            && parsed.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(_tag, useStrongComparison: false));
    }
}

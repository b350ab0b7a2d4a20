using System.Globalization;
using Actors.Grains.Chars;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Chars;

/// <summary>An answer over HTTP, finished: sending it again writes headers and bytes and makes nothing.</summary>
/// <param name="Version">The version of the data.</param>
/// <param name="Link">The <c>Link</c> header; null = none.</param>
internal sealed record CharAnswer(DataVersion Version, CharBody Body, string? Link = null)
{
    private const string UnicodeVersion = "Unicode-Version";
    private const string DataVersion = "Data-Version";

    /// <summary>The entity tag: strong, for the hash covers every byte; the version in front tells people why it changed.</summary>
    public string Tag { get; } = $"\"{Version.Full}-{Body.Hash().ToString("x32", CultureInfo.InvariantCulture)}\"";

    /// <summary>Answers GET and HEAD; 304 without a body to a client that has it already.</summary>
    public Task Send(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var headers = response.Headers;
        headers.ETag = Tag;
        headers.CacheControl = "no-cache";
        headers[UnicodeVersion] = Version.Unicode;
        headers[DataVersion] = Version.Full;
        if (Link is not null)
            headers.Link = Link;
        if (request.Headers.IfNoneMatch is { Count: > 0 } known && Names(known))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = "application/json; charset=utf-8";
        headers.ContentLength = Body.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : Body.WriteTo(response.BodyWriter).AsTask();
    }

    // The comparison is the weak one (RFC 9110 §13.1.2): a proxy that compressed the body may have weakened the tag.
    private bool Names(StringValues known)
    {
        if (known.Count == 1 && (known[0] == Tag || known[0] == "*"))
            return true;
        if (!EntityTagHeaderValue.TryParseList(known, out var tags))
            return false;
        foreach (var tag in tags)
            if (tag.Tag.Equals(Tag, StringComparison.Ordinal) || tag.Equals(EntityTagHeaderValue.Any))
                return true;
        return false;
    }
}

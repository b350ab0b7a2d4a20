using Actors.Origin.Control;
using Actors.Origin.Countries;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Exchanges;

/// <summary>One request on its way to one answer. A mode decides which; whatever it does, the log sees exactly one end.</summary>
internal sealed class Exchange(HttpContext http, Arrival arrival, ExchangeLog log, OriginFiles files)
{
    private const int WholeUpTo = 64 * 1024;
    private const int LastPart = 16 * 1024;

    private bool _ended;

    /// <summary>The raw exchange, for a mode whose answer is none that <see cref="Serve"/> or <see cref="Refuse"/> would give.</summary>
    public HttpContext Http => http;

    /// <summary>As the log knows it: decoded, without the query, cut to 256 characters.</summary>
    public string Path => arrival.History.Path;

    /// <summary>The how-manieth request for this mode and path since the last reset, from 1.</summary>
    public int Attempt => arrival.Attempt;

    /// <summary>Cancelled when the client leaves or the origin stops.</summary>
    public CancellationToken Left => http.RequestAborted;

    /// <summary>The honest answer: the file, 304, 404, or 405.</summary>
    public Task Serve()
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD";
            return Refuse(StatusCodes.Status405MethodNotAllowed);
        }

        if (files.Find(http.Request.Path.Value ?? string.Empty) is not { } file)
            return Refuse(StatusCodes.Status404NotFound);

        var response = http.Response;
        response.Headers.ETag = file.ETag;
        response.Headers.CacheControl = OriginFile.CacheControl;
        response.Headers.LastModified = file.LastModified;
        if (file.IsUnchangedFor(http.Request.Headers))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            End(response.StatusCode);
            return Task.CompletedTask;
        }

        response.ContentType = file.MediaType;
        return Send(file.Body);
    }

    /// <summary>A problem (RFC 9457) with this status.</summary>
    public Task Refuse(int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = Problem.MediaType;
        return Send(Problem.Of(status).ToUtf8Bytes());
    }

    /// <summary>
    /// Notes the end. Called before the last byte is handed to the socket: a client may ask again the moment it has that byte, and
    /// two requests that it never had open at once must not be counted so. Only the first call counts.
    /// </summary>
    public void End(int status)
    {
        if (_ended)
            return;

        _ended = true;
        log.End(arrival, status);
    }

    private async Task Send(ReadOnlyMemory<byte> body)
    {
        var response = http.Response;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method) && body.Length > WholeUpTo)
        {
            // A slow reader keeps its exchange in flight for as long as it reads.
            var written = await response.BodyWriter.WriteAsync(body[..^LastPart], Left);
            if (written.IsCompleted)
                return;
            body = body[^LastPart..];
        }

        End(response.StatusCode);
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(body, Left);
    }
}

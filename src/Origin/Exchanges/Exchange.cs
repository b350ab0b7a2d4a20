using Actors.Origin.Control;
using Actors.Origin.Countries;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Exchanges;

/// <summary>One request on its way to one answer. A mode decides which; whatever it does, the log sees exactly one end.</summary>
internal sealed class Exchange(HttpContext http, Arrival arrival, ExchangeLog log, Func<string, OriginFile?> find, FaultParameters asked)
{
    private bool _ended;

    /// <summary>The raw exchange, for a mode whose answer is none that this class would give.</summary>
    public HttpContext Http => http;

    /// <summary>As the log knows it: decoded, without mode and query, cut to 256 characters.</summary>
    public string Path => arrival.History.Path;

    /// <summary>The how-manieth request for this mode and path since the last reset, from 1.</summary>
    public int Attempt => arrival.Attempt;

    /// <summary>Counts the resets before it arrived.</summary>
    public int Generation => arrival.Generation;

    /// <summary>Cancelled when the client leaves or the origin stops.</summary>
    public CancellationToken Left => http.RequestAborted;

    public FaultParameters Asked { get; set; } = asked;

    /// <summary>What strikes; null when the answer is the honest one.</summary>
    public string? Fault { get; set; }

    /// <summary>How long the answer asks to be left alone, for the log.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Bytes handed to the socket so far, for the log.</summary>
    public long Bytes { get; set; }

    /// <summary>What was asked for, as large as it was asked for; null = there is no such file.</summary>
    public OriginFile? File => find(http.Request.Path.Value ?? string.Empty)?.PaddedTo(Asked.Size);

    /// <summary>The honest answer: the file, 304, 404, or 405.</summary>
    public Task Serve()
    {
        Fault = null;
        return Serve(File);
    }

    /// <summary>As <see cref="Serve()"/>, of a file that may not be the right one.</summary>
    public Task Serve(OriginFile? file)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD";
            return Refuse(StatusCodes.Status405MethodNotAllowed);
        }

        if (file is null)
            return Refuse(StatusCodes.Status404NotFound);

        var headers = http.Response.Headers;
        headers.ETag = file.ETag;
        headers.CacheControl = Asked.CacheControl switch { null => OriginFile.CacheControl, "" => default, var other => other };
        headers.LastModified = file.LastModified;
        if (Asked.Age is { } age)
            headers.Age = $"{age}";
        return file.IsUnchangedFor(http.Request.Headers)
            ? SendNothing(StatusCodes.Status304NotModified)
            : Send(StatusCodes.Status200OK, file.MediaType, file.Payload);
    }

    /// <summary>A problem (RFC 9457) with this status.</summary>
    public Task Refuse(int status) => Send(status, Problem.MediaType, Problem.Of(status).ToUtf8Bytes());

    /// <summary>Headers only, and no Content-Length.</summary>
    public Task SendNothing(int status)
    {
        http.Response.StatusCode = status;
        End(status);
        return Task.CompletedTask;
    }

    /// <param name="mediaType">Null = no Content-Type.</param>
    /// <param name="chunked">No Content-Length is sent.</param>
    public async Task Send(int status, string? mediaType, Payload payload, bool chunked = false)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = chunked ? null : payload.Length;
        ReadOnlyMemory<byte> last = default;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            foreach (var chunk in payload.Chunks())
            {
                // A slow reader keeps its exchange in flight for as long as it reads.
                if (last.Length > 0 && (await response.BodyWriter.WriteAsync(last, Left)).IsCompleted)
                    return;
                last = chunk;
                Bytes += chunk.Length;
            }
        }

        End(status);
        if (last.Length > 0)
            await response.BodyWriter.WriteAsync(last, Left);
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
        log.End(arrival, status, Bytes, Fault, RetryAfter);
    }
}

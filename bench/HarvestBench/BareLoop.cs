using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Actors.HarvestBench;

/// <summary>
/// The baseline: so many loops over one <see cref="HttpClient"/>, each taking the next exchange as soon as its last one ended. No
/// permits, no retries, nothing kept; the handler is set up as the node's.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
    });

    private readonly ConcurrentDictionary<Uri, EntityTagHeaderValue> _etags = [];

    /// <param name="conditional">True: with the ETag of an earlier pass, to be answered 304.</param>
    /// <returns>Seconds.</returns>
    public async Task<double> Run(IEnumerable<Uri> urls, int atOnce, bool conditional = false)
    {
        var left = new ConcurrentQueue<Uri>(urls);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (left.TryDequeue(out var url)) await Exchange(url, conditional);
        }));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose() => _http.Dispose();

    private async Task Exchange(Uri url, bool conditional)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (conditional) request.Headers.IfNoneMatch.Add(_etags[url]);
        // Returns when the whole body has been read.
        using var response = await _http.SendAsync(request);
        var isAsAsked = response.StatusCode == HttpStatusCode.NotFound
            || response.StatusCode == (conditional ? HttpStatusCode.NotModified : HttpStatusCode.OK);
        if (!isAsAsked) throw new InvalidOperationException($"{url} answered {(int)response.StatusCode}.");
        if (response.Headers.ETag is { } etag) _etags[url] = etag;
    }
}

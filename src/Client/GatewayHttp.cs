using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Client.Countries;
using Actors.Client.Sockets;

namespace Actors.Client;

/// <summary>Requests to one gateway with their time-outs, repeats and errors.</summary>
internal sealed class GatewayHttp : IDisposable
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);

    private readonly ActorsClientOptions _options;
    private readonly HttpClient _http;

    public GatewayHttp(Uri gateway, ActorsClientOptions options)
    {
        _options = options;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = gateway,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxAnswerBytes,
        };
        if (options.Key is { } key)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), type, repeatable: true, cancellationToken);

    public async Task<ReadOnlyMemory<byte>> GetBytesAsync(string path, CancellationToken cancellationToken) =>
        (await GetContentAsync(path, cancellationToken)).Bytes;

    public Task<FlagContent> GetContentAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), repeatable: true, cancellationToken);

    public async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> create, JsonTypeInfo<T> type, bool repeatable, CancellationToken cancellationToken, TimeSpan extraTime = default)
    {
        var content = await SendAsync(create, repeatable, cancellationToken, extraTime);
        try
        {
            return JsonSerializer.Deserialize(content.Bytes.Span, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ActorsUnreachableException(_http.BaseAddress!, "the answer is not what a gateway sends.", e);
        }
    }

    public async Task<FlagContent> SendAsync(
        Func<HttpRequestMessage> create, bool repeatable, CancellationToken cancellationToken, TimeSpan extraTime = default)
    {
        var backOff = new BackOff(FirstBackOff, _options.LongestRetryAfter, _options.Jitter);
        for (var attempt = 1; ; attempt++)
        {
            var last = !repeatable || attempt >= _options.Attempts;
            TimeSpan delay;
            try
            {
                return await SendOnceAsync(create, extraTime, cancellationToken);
            }
            catch (ActorsUnreachableException) when (!last)
            {
                delay = backOff.Next();
            }
            catch (ActorsProblemException e) when (!last && e.RetryAfter is { } wait && wait <= _options.LongestRetryAfter)
            {
                delay = wait + backOff.Next();
            }

            await Task.Delay(delay, _options.Time, cancellationToken);
        }
    }

    public async Task<bool> AnswersAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, both.Token);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FlagContent> SendOnceAsync(Func<HttpRequestMessage> create, TimeSpan extraTime, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout + extraTime, _options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = create();
        try
        {
            using var response = await _http.SendAsync(request, both.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(both.Token);
            return response.IsSuccessStatusCode
                ? new FlagContent(bytes, response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream")
                : throw ToProblem(response, bytes);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ActorsUnreachableException(_http.BaseAddress!, "it did not answer in time.", e);
        }
        catch (HttpRequestException e)
        {
            throw new ActorsUnreachableException(_http.BaseAddress!, e.Message, e);
        }
    }

    private ActorsProblemException ToProblem(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        Problem? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(body, ClientJson.Default.Problem);
        }
        catch (JsonException)
        {
            // A proxy's page or Kestrel's own refusal: the status says what can be said.
        }

        var detail = problem?.Detail ?? problem?.Title ?? $"The node answered {status} {response.ReasonPhrase}.";
        return new ActorsProblemException(status, problem?.Code ?? $"http_{status}", detail, problem?.Field, RetryAfter(response));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var delay = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _options.Time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        // Without a time, an overloaded node or a proxy before it is asked again after the back-off alone.
        if (delay is null && response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            return response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? null : TimeSpan.Zero;
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Actors.Client.Countries;
using Actors.Client.Harvests;
using Actors.Client.Origins;

namespace Actors.Client;

/// <summary>
/// Speaks to one gateway: harvests, countries, origins, characters. Safe for concurrent use. Every method throws
/// <see cref="ActorsProblemException"/> if the node says no, and <see cref="ActorsUnreachableException"/> if none answers.
/// </summary>
public sealed partial class ActorsClient : IDisposable
{
    private readonly ActorsClientOptions _options;
    private readonly GatewayHttp _http;

    /// <param name="gateway">Base address, http or https; a path is kept.</param>
    /// <param name="options">Null = the defaults.</param>
    public ActorsClient(Uri gateway, ActorsClientOptions? options = null)
    {
        if (!gateway.IsAbsoluteUri || (gateway.Scheme != Uri.UriSchemeHttp && gateway.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"'{gateway}' is no absolute http or https address.", nameof(gateway));
        _options = options ?? new ActorsClientOptions();
        // Not shown: it is nearly a key.
        if (_options.Key is { } key && (key.Length == 0 || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
            throw new ArgumentException("The key must consist of visible ASCII characters.", nameof(options));
        Gateway = gateway.AbsolutePath.EndsWith('/') ? gateway : new UriBuilder(gateway) { Path = gateway.AbsolutePath + "/" }.Uri;
        _http = new GatewayHttp(Gateway, _options);
    }

    /// <summary>The gateway's base address, with a slash at its end.</summary>
    public Uri Gateway { get; }

    /// <summary>Starts a harvest.</summary>
    /// <param name="idempotencyKey">The same key and order = the same harvest; with one the start is repeated if its answer is lost.</param>
    public Task<Harvest> StartHarvestAsync(HarvestOrder order, string? idempotencyKey, CancellationToken cancellationToken) =>
        _http.SendAsync(
            () =>
            {
                var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(order, ClientJson.Default.HarvestOrder));
                body.Headers.ContentType = new("application/json");
                var request = new HttpRequestMessage(HttpMethod.Post, "v1/harvests") { Content = body };
                if (idempotencyKey is not null)
                    request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            ClientJson.Default.Harvest,
            repeatable: idempotencyKey is not null,
            cancellationToken);

    /// <summary>A harvest with its countries.</summary>
    public Task<Harvest> GetHarvestAsync(string id, CancellationToken cancellationToken) =>
        _http.GetAsync(HarvestPath(id), ClientJson.Default.Harvest, cancellationToken);

    /// <summary>A harvest as the node's own bytes: UTF-8 JSON with every member, known to this client or not.</summary>
    public Task<ReadOnlyMemory<byte>> GetHarvestJsonAsync(string id, CancellationToken cancellationToken) =>
        _http.GetBytesAsync(HarvestPath(id), cancellationToken);

    /// <summary>Waits for the end: the harvest when it is finished, or as it stands after <paramref name="wait"/>.</summary>
    /// <param name="wait">0 to 60 seconds; parts of a second count as one.</param>
    public Task<Harvest> WaitForHarvestAsync(string id, TimeSpan wait, CancellationToken cancellationToken) =>
        _http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, $"{HarvestPath(id)}?wait={(int)Math.Ceiling(wait.TotalSeconds)}"),
            ClientJson.Default.Harvest,
            repeatable: true,
            cancellationToken,
            extraTime: wait);

    /// <summary>One page of the kept harvests, newest first, without their countries.</summary>
    /// <param name="limit">1-200; null = the node's default, 50.</param>
    /// <param name="after">An earlier page's <see cref="Page{T}.Next"/>.</param>
    public Task<Page<Harvest>> ListHarvestsAsync(int? limit, string? after, CancellationToken cancellationToken) =>
        _http.GetAsync(PagePath("v1/harvests", limit, after), ClientJson.Default.PageHarvest, cancellationToken);

    /// <summary>Ends a harvest; open countries become cancelled. Idempotent.</summary>
    public Task<Harvest> CancelHarvestAsync(string id, CancellationToken cancellationToken) =>
        _http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"{HarvestPath(id)}/cancel"),
            ClientJson.Default.Harvest,
            repeatable: true,
            cancellationToken);

    /// <summary>Forgets a finished harvest.</summary>
    public Task DeleteHarvestAsync(string id, CancellationToken cancellationToken) =>
        _http.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, HarvestPath(id)), repeatable: false, cancellationToken);

    /// <summary>
    /// Everything that happens to a harvest, each event once, over as many connections as it takes; ends after
    /// <see cref="HarvestEvent.Completed"/>.
    /// </summary>
    public async IAsyncEnumerable<HarvestEvent> WatchHarvestAsync(
        string id, WatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var watch = new HarvestWatch(Gateway, id, options ?? new WatchOptions(), _options);
        HarvestEvent news;
        do
        {
            news = await watch.NextAsync(cancellationToken);
            yield return news;
        }
        while (news is not HarvestEvent.Completed);
    }

    /// <summary>One page of the stored countries of an origin, by code.</summary>
    public Task<Page<StoredCountry>> ListCountriesAsync(string origin, int? limit, string? after, CancellationToken cancellationToken) =>
        _http.GetAsync(
            PagePath($"v1/countries?origin={Uri.EscapeDataString(origin)}", limit, after), ClientJson.Default.PageStoredCountry, cancellationToken);

    /// <summary>One country with all its metadata; fetched by the node if it has none.</summary>
    public Task<StoredCountry> GetCountryAsync(string code, string origin, CancellationToken cancellationToken) =>
        _http.GetAsync(CountryPath(code, "", origin), ClientJson.Default.StoredCountry, cancellationToken);

    /// <summary>The bytes of a country's flag.</summary>
    public Task<FlagContent> GetFlagAsync(string code, string origin, CancellationToken cancellationToken) =>
        _http.GetContentAsync(CountryPath(code, "/flag", origin), cancellationToken);

    /// <summary>All origins, by label.</summary>
    public Task<Page<OriginInfo>> ListOriginsAsync(CancellationToken cancellationToken) =>
        _http.GetAsync("v1/origins", ClientJson.Default.PageOriginInfo, cancellationToken);

    /// <summary>One origin, by its label in any case.</summary>
    public Task<OriginInfo> GetOriginAsync(string label, CancellationToken cancellationToken) =>
        _http.GetAsync($"v1/origins/{Uri.EscapeDataString(label)}", ClientJson.Default.OriginInfo, cancellationToken);

    /// <summary>True if a node answers at the address at all, within <paramref name="patience"/>.</summary>
    public Task<bool> IsAliveAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        _http.AnswersAsync("health/live", patience, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static string HarvestPath(string id) => $"v1/harvests/{Uri.EscapeDataString(id)}";

    private static string CountryPath(string code, string part, string origin) =>
        $"v1/countries/{Uri.EscapeDataString(code)}{part}?origin={Uri.EscapeDataString(origin)}";

    private static string PagePath(string path, int? limit, string? after)
    {
        string[] query =
        [
            .. limit is { } count ? [$"limit={count}"] : Array.Empty<string>(),
            .. after is not null ? [$"after={Uri.EscapeDataString(after)}"] : Array.Empty<string>(),
        ];
        return query.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', query)}";
    }
}

using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>Asks everybody who knows what became of harvests at one origin.</summary>
internal sealed class HistoryRecorder(Uri gateway, Uri originControl) : IDisposable
{
    private const string TlsHello = "(hello)";
    // Who gives up on a harvest leaves what is under way alone: it ends by itself, by the time-out for headers (15 s) at the latest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LongestHarvest = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ActorsClient _client = new(gateway);
    private readonly OriginControl _origin = new(originControl);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs a harvest to its end and writes down how it is told over HTTP and over the WebSocket.</summary>
    /// <param name="name">How the history calls it.</param>
    /// <param name="cancelAfter">Cancel it after so many events; null = never.</param>
    public async Task<HarvestHistory> Run(string name, HarvestOrder order, long? cancelAfter = null)
    {
        var before = await Stored(order.Origin!);
        var harvest = await _client.StartHarvestAsync(order, null, Cancel);
        var socket = await Watch(harvest, cancelAfter).WaitAsync(LongestHarvest, Cancel);
        return new HarvestHistory
        {
            Label = name,
            End = await _client.GetHarvestAsync(harvest.Id, Cancel),
            Events = await Events(harvest.Id),
            Socket = socket,
            Before = before,
            After = await Stored(order.Origin!),
        };
    }

    /// <summary>What the origin saw, once everything that arrived has ended there.</summary>
    public async Task<IReadOnlyList<OriginExchange>> Exchanges()
    {
        var lines = "";
        await Eventually.True(
            async () =>
            {
                lines = await _http.GetStringAsync(new Uri(originControl, "/_ctl/events"), Cancel);
                return lines.Count(c => c == '\n') == (await _origin.Stats()).Requests;
            },
            Patience,
            () => "every exchange ended at the origin");
        // A TLS hello goes to another authority, https, though the port is the same.
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<OriginExchange>(line, Json)!).Where(exchange => exchange.Path != TlsHello)];
    }

    /// <summary>How the throttle of a label stands when all is quiet, or as it is when it does not get quiet.</summary>
    public async Task<ThrottleReading> Throttle(string label)
    {
        var start = TimeProvider.System.GetTimestamp();
        ThrottleReading reading;
        do
        {
            var concurrency = (await _client.GetOriginAsync(label, Cancel)).Concurrency!;
            reading = new ThrottleReading(label, concurrency.InFlight, concurrency.Waiting);
        }
        while (reading is not { InFlight: 0, Waiting: 0 } && TimeProvider.System.GetElapsedTime(start) < Patience);
        return reading;
    }

    /// <summary>The origin forgets attempts and log.</summary>
    public async Task Reset()
    {
        using var answer = await _http.PostAsync(new Uri(originControl, "/_ctl/reset"), null, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    private async Task<IReadOnlyList<RecordedEvent>> Watch(Harvest harvest, long? cancelAfter)
    {
        List<RecordedEvent> seen = [];
        using var socket = await EventSocket.Open(gateway);
        await socket.Subscribe(harvest.Id, harvest.Epoch, 0);
        while (await socket.Receive() is { } frame && frame.GetProperty("type").GetString() != "done")
        {
            Assert.Equal("event", frame.GetProperty("type").GetString());
            var news = new RecordedEvent(frame.GetRawText());
            seen.Add(news);
            if (news.Seq >= cancelAfter)
            {
                cancelAfter = null;
                await _client.CancelHarvestAsync(harvest.Id, Cancel);
            }
        }

        return seen;
    }

    private async Task<IReadOnlyList<RecordedEvent>> Events(string harvest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, $"/v1/harvests/{harvest}/events"));
        request.Headers.Accept.Add(new("application/json"));
        using var answer = await _http.SendAsync(request, Cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return [.. body.GetProperty("events").EnumerateArray().Select(one => new RecordedEvent(one.GetRawText()))];
    }

    // The hash is of the bytes as they are served: what the node says of them may be wrong.
    private async Task<IReadOnlyList<StoredFlag>> Stored(string label)
    {
        List<StoredFlag> stored = [];
        for (string? after = null, first = ""; first is not null || after is not null; first = null)
        {
            var page = await _client.ListCountriesAsync(label, 200, after, Cancel);
            foreach (var country in page.Items)
            {
                var flag = country.Flag is null ? null : await _client.GetFlagAsync(country.Code, label, Cancel);
                stored.Add(new StoredFlag(
                    country.Code, flag is null ? null : Convert.ToHexStringLower(SHA256.HashData(flag.Bytes.Span)), country.Metadata?.GetRawText()));
            }

            after = page.Next;
        }

        return stored;
    }
}

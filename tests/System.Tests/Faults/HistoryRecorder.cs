using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>Asks everybody who knows what became of harvests at one origin.</summary>
/// <param name="outages">When the node is killed; null = it must never be gone.</param>
/// <param name="watched">The gateway of the WebSocket; null = the same.</param>
internal sealed class HistoryRecorder(Uri gateway, Uri originControl, Outages? outages = null, Uri? watched = null) : IDisposable
{
    private const string TlsHello = "(hello)";
    private const string Mark = "/flags/mark/now";
    // Who gives up on a harvest leaves what is under way alone: it ends by itself, by the time-out for headers (15 s) at the latest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    // A mix in which each exchange is told once to wait a second or two, two at a time, takes a minute.
    private static readonly TimeSpan LongestHarvest = TimeSpan.FromSeconds(150);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ActorsClient _client = new(gateway);
    private readonly OriginControl _origin = new(originControl);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs a harvest to its end and writes down how it is told over HTTP and over the WebSocket.</summary>
    /// <param name="name">How the history calls it.</param>
    /// <param name="cancelAfter">Cancel it after so many events; null = never.</param>
    /// <param name="started">Called when it was accepted.</param>
    /// <param name="heard">Called with the number of events heard so far.</param>
    public async Task<HarvestHistory> Run(
        string name, HarvestOrder order, long? cancelAfter = null, Action? started = null, Action<int>? heard = null)
    {
        var before = await Stored(order.Origin!);
        var harvest = await _client.StartHarvestAsync(order, null, Cancel);
        started?.Invoke();
        var socket = await Watch(harvest, cancelAfter, heard).WaitAsync(LongestHarvest, Cancel);
        if (started is not null && outages is not null)
            await outages.Over.WaitAsync(LongestHarvest, Cancel);
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

    /// <summary>To be said just before the node is killed, and again when it is dead: the origin's clock says when that was.</summary>
    public async Task MarkKill()
    {
        using var answer = await _http.GetAsync(new Uri(originControl, $"/local{Mark}"), Cancel);
    }

    /// <summary>Ends when the throttle of a label knows of a hold.</summary>
    public Task Held(string label) => Eventually.True(
        async () => (await _client.GetOriginAsync(label, Cancel)).Hold is not null, Patience, () => $"{label} is on hold");

    /// <summary>What the origin saw, once everything that arrived has ended there.</summary>
    public async Task<(IReadOnlyList<OriginExchange> Exchanges, IReadOnlyList<NodeKill> Kills)> Exchanges()
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
        var all = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<OriginExchange>(line, Json)!).ToList();
        return (
            [.. all.Where(exchange => exchange.Path is not (TlsHello or Mark))],
            [.. all.Where(exchange => exchange.Path == Mark).Select(mark => mark.Received).Order().Chunk(2).Select(pair => new NodeKill(pair[0], pair[1]))]);
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

    // Over as many connections as it takes where the node is killed, else over one.
    private async Task<IReadOnlyList<RecordedEvent>> Watch(Harvest harvest, long? cancelAfter, Action<int>? heard)
    {
        List<RecordedEvent> seen = [];
        while (true)
        {
            try
            {
                await WatchOnce(harvest, seen, cancelAfter, heard);
                return seen;
            }
            catch (WebSocketException) when (outages is not null)
            {
                await outages.Back;
            }
        }
    }

    private async Task WatchOnce(Harvest harvest, List<RecordedEvent> seen, long? cancelAfter, Action<int>? heard)
    {
        using var socket = await EventSocket.Open(watched ?? gateway);
        await socket.Subscribe(harvest.Id, harvest.Epoch, seen is [.., var last] ? last.Seq : 0);
        while (await socket.Receive() is { } frame && frame.GetProperty("type").GetString() != "done")
        {
            Assert.Equal("event", frame.GetProperty("type").GetString());
            var news = new RecordedEvent(frame.GetRawText());
            seen.Add(news);
            heard?.Invoke(seen.Count);
            if (news.Seq >= cancelAfter)
            {
                cancelAfter = null;
                await _client.CancelHarvestAsync(harvest.Id, Cancel);
            }
        }
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

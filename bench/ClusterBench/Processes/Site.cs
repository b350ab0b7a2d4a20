using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.ClusterBench.Processes;

/// <summary>Redis, the practice origin, silos and gateways, each a process of its own on this machine.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>Of the origin <c>delay</c>.</summary>
    public const int Cap = 50;

    private readonly Bench _bench;
    private readonly Dictionary<string, string> _environment;
    private readonly List<Node> _silos = [];
    private readonly List<Node> _gateways = [];
    private readonly Uri _origin;
    private ServerProcess? _originProcess;

    private Site(Bench bench, Redis redis, Dictionary<string, string> environment, Uri origin) =>
        (_bench, Redis, _environment, _origin) = (bench, redis, environment, origin);

    public Redis Redis { get; }

    public IReadOnlyList<Node> Silos => _silos;

    public IReadOnlyList<Node> Gateways => _gateways;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <param name="beforeIsland">Everything listens where an <see cref="Island"/> can reach it.</param>
    public static async Task<Site> Start(Bench bench, int silos, int gateways, string profile = "Fast", bool beforeIsland = false)
    {
        var here = beforeIsland ? Island.Mainland : "127.0.0.1";
        var redis = await Redis.Start(bench.NewFolder(), here);
        var ports = FreePorts.Take(4);
        var environment = new Dictionary<string, string>
        {
            ["Cluster__Redis"] = redis.Connection,
            ["Cluster__Profile"] = profile,
            ["Telnet__Port"] = "0",
            ["Harvests__MaxRunning"] = "1000",
            ["Orleans__Endpoints__AdvertisedIPAddress"] = here,
            ["Origins__local__FlagUrl"] = $"http://{here}:{ports[0]}/flags/{{cc}}/{{cc}}.svg",
            ["Origins__local__MetadataUrl"] = $"http://{here}:{ports[0]}/flags/{{cc}}/metadata.json",
            ["Origins__delay__MaxConcurrency"] = $"{Cap}",
            ["Origin__Public"] = $"{beforeIsland}",
            ["Origin__Ports__Local"] = $"{ports[0]}",
            ["Origin__Ports__Delay"] = $"{ports[1]}",
            ["Origin__Ports__Error"] = $"{ports[2]}",
            ["Origin__Ports__Control"] = $"{ports[3]}",
        };
        var site = new Site(bench, redis, environment, new Uri($"http://127.0.0.1:{ports[3]}"));
        try
        {
            site._originProcess = await ServerProcess.Start(
                "Actors.Origin", [], environment, bench.NewFolder(), new Uri(site._origin, "/_ctl/stats"), bench.Stopping);
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => site.AddSilo()));
            await Task.WhenAll(Enumerable.Range(0, gateways).Select(_ => site.AddGateway()));
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <param name="onIsland">It runs on the <see cref="Island"/>.</param>
    public async Task<Node> AddSilo(bool onIsland = false)
    {
        var ports = FreePorts.Take(3);
        var health = $"http://{(onIsland ? Island.Address : "127.0.0.1")}:{ports[0]}";
        var environment = new Dictionary<string, string>(_environment)
        {
            ["Silo__Urls"] = health,
            ["Orleans__Endpoints__SiloPort"] = $"{ports[1]}",
            ["Orleans__Endpoints__GatewayPort"] = $"{ports[2]}",
        };
        if (onIsland) environment["Orleans__Endpoints__AdvertisedIPAddress"] = Island.Address;
        var silo = new Node("Actors.Silo", new Uri(health), environment, onIsland ? Island.Entry : null);
        lock (_silos) _silos.Add(silo);
        await silo.Start(_bench);
        return silo;
    }

    public async Task AddGateway()
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        var gateway = new Node("Actors.Gateway", address, new(_environment) { ["Urls"] = address.ToString() });
        lock (_gateways) _gateways.Add(gateway);
        await gateway.Start(_bench);
    }

    /// <summary>Starts a harvest of all countries, through the first gateway or another one.</summary>
    public async Task<string> StartHarvest(string origin, int concurrency, Node? gateway = null)
    {
        using var answer = await Http.PostAsJsonAsync(
            new Uri((gateway ?? Gateways[0]).Address, "/v1/harvests"), new { origin, all = true, concurrency, refresh = "always" }, _bench.Stopping);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>The harvest at its end.</summary>
    public async Task<JsonElement> Ended(string harvest, Node? gateway = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(2))
        {
            using var answer = await Http.GetAsync(new Uri((gateway ?? Gateways[0]).Address, $"/v1/harvests/{harvest}?wait=30"), _bench.Stopping);
            if (answer.IsSuccessStatusCode)
            {
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
                if (body.GetProperty("state").GetString() is not ("running" or "paused")) return body;
            }
        }

        throw new InvalidOperationException($"Harvest {harvest} did not end.");
    }

    public async Task<OriginStats> Stats() => (await Http.GetFromJsonAsync<OriginStats>(new Uri(_origin, "/_ctl/stats"), JsonSerializerOptions.Web))!;

    public async Task ResetOrigin()
    {
        using var answer = await Http.PostAsync(new Uri(_origin, "/_ctl/reset"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until so many silos count as active, and the newest of them as known to the gateways.</summary>
    public async Task Whole()
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60))
        {
            using var answer = await Http.GetAsync(new Uri(Gateways[0].Address, "/v1/cluster"), _bench.Stopping);
            if (answer.IsSuccessStatusCode)
            {
                var silos = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("silos").EnumerateArray().ToList();
                if (silos.Count(silo => silo.GetProperty("state").GetString() == "active") == Silos.Count
                    && silos.All(silo => silo.GetProperty("state").GetString() is "active" or "dead"))
                    return;
            }

            await _bench.Wait(TimeSpan.FromMilliseconds(100));
        }

        throw new InvalidOperationException("The cluster did not get whole.");
    }

    /// <summary>A silo that has something to lose, and how many grains are on it.</summary>
    public async Task<(Node Silo, int Activations)> Victim(Random random)
    {
        var cluster = await Http.GetFromJsonAsync<JsonElement>(new Uri(Gateways[0].Address, "/v1/cluster"), _bench.Stopping);
        var counts = Silos.Select(node => (Silo: node, Activations: cluster.GetProperty("silos").EnumerateArray()
            .Where(silo => IsAt(silo, node) && silo.GetProperty("state").GetString() == "active")
            .Sum(silo => silo.GetProperty("activations") is { ValueKind: JsonValueKind.Number } count ? count.GetInt32() : 0))).ToList();
        // Not one that was started a moment ago.
        var busy = counts.Where(count => count.Activations >= counts.Sum(one => one.Activations) / 6).ToList();
        return busy[random.Next(busy.Count)];
    }

    /// <summary>Of the members that live.</summary>
    public async Task<IEnumerable<string>> Versions()
    {
        var cluster = await Http.GetFromJsonAsync<JsonElement>(new Uri(Gateways[0].Address, "/v1/cluster"), _bench.Stopping);
        return [.. cluster.GetProperty("versions").EnumerateArray().Select(version => version.GetString()!)];
    }

    /// <summary>Whether a member of <c>/v1/cluster</c> is, or was, a silo at the address of this one.</summary>
    public static bool IsAt(JsonElement silo, Node node) =>
        silo.GetProperty("address").GetString()!.Contains($":{node.SiloPort}@", StringComparison.Ordinal);

    /// <summary>No later start of it is named.</summary>
    public static bool IsNewest(JsonElement cluster, JsonElement silo)
    {
        var address = silo.GetProperty("address").GetString()!;
        var port = address[..address.IndexOf('@')];
        return cluster.GetProperty("silos").EnumerateArray().Select(one => one.GetProperty("address").GetString()!)
            .Where(one => one.StartsWith(port + "@", StringComparison.Ordinal)).Max(StringComparer.Ordinal) == address;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var node in _gateways.Concat(_silos)) node.Dispose();
        _originProcess?.Dispose();
        Redis.Dispose();
        await Task.CompletedTask;
    }
}

/// <summary>What the origin saw since it was reset.</summary>
internal sealed record OriginStats(int Requests, int Peak);

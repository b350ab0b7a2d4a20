using System.Net.Http.Json;
using System.Text.Json;
using Actors.HarvestBench;
using Actors.PushBench.Load;

namespace Actors.PushBench.Processes;

/// <summary>
/// Silo, gateways and origin, each a process of its own. The origin answers at a set rate: it is asked at that rate, and
/// answers at once.
/// </summary>
internal sealed class Cluster : IDisposable
{
    /// <summary>A throttle keeps so much below the rate that it was given (RateWindow).</summary>
    private const double RateMargin = 1.1;

    private static readonly Uri Ready = new("/health/ready", UriKind.Relative);

    private readonly Bench _bench;
    private readonly Dictionary<string, string> _environment;
    private readonly ServerProcess?[] _gateways;
    private readonly Uri[] _addresses;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private Cluster(Bench bench, OriginServer origin, ServerProcess silo, Dictionary<string, string> environment, int gateways)
    {
        (_bench, Origin, Silo, _environment) = (bench, origin, silo, environment);
        _gateways = new ServerProcess?[gateways];
        _addresses = [.. FreePorts.Take(gateways).Select(port => new Uri($"http://127.0.0.1:{port}"))];
    }

    public OriginServer Origin { get; }

    public ServerProcess Silo { get; }

    /// <summary>The first.</summary>
    public ServerProcess Gateway => Nth(0);

    public IReadOnlyList<Uri> Addresses => _addresses;

    private IReadOnlyList<Uri> Sockets => [.. _addresses.Select(address => new Uri(address, "/v1/socket"))];

    /// <param name="bench">Of this run.</param>
    /// <param name="perSecond">Outcomes a second, of all harvests together.</param>
    /// <param name="gateways">How many.</param>
    /// <param name="labels">As many harvests share no exchanges. Only of the first it is known when they were answered.</param>
    public static async Task<Cluster> Start(Bench bench, double perSecond, int gateways = 1, int labels = 1)
    {
        var ports = FreePorts.Take(3);
        var origin = await OriginServer.Start(bench);
        try
        {
            var siloAddress = new Uri($"http://127.0.0.1:{ports[0]}");
            var environment = new Dictionary<string, string>
            {
                ["Silo__Urls"] = siloAddress.ToString(),
                ["Orleans__Endpoints__SiloPort"] = $"{ports[1]}",
                ["Orleans__Endpoints__GatewayPort"] = $"{ports[2]}",
                ["Telnet__Port"] = "0",
                ["Data__Directory"] = Path.Combine(bench.NewFolder(), "data"),
                ["Harvests__MaxRunning"] = "1000",
            };
            for (var label = 0; label < labels; label++)
            {
                var section = $"Origins__{Label(label)}__";
                environment[section + "FlagUrl"] = origin.FlagUrl(isTimed: label == 0);
                environment[section + "MaxConcurrency"] = "1000";
                environment[section + "AllowPrivateAddresses"] = "true";
                environment[section + "RequestsPerSecond"] = $"{perSecond * RateMargin}";
            }

            var silo = await ServerProcess.Start(
                "Actors.Silo", [], environment, bench.NewFolder(), new Uri(siloAddress, Ready), bench.Stopping);
            var cluster = new Cluster(bench, origin, silo, environment, gateways);
            try
            {
                for (var number = 0; number < gateways; number++) await cluster.StartGateway(number);
                return cluster;
            }
            catch
            {
                cluster.Dispose();
                throw;
            }
        }
        catch
        {
            origin.Dispose();
            throw;
        }
    }

    /// <summary>Clients that begin at the first gateway.</summary>
    public Crowd Crowd(string name, int count, params Held[] harvests) => new()
    {
        Name = name, Count = count, Dialect = Dialect.Actors, Targets = Sockets, Topics = [.. harvests.Select(one => one.Topic)],
    };

    public ServerProcess Nth(int number) => _gateways[number] ?? throw new InvalidOperationException($"Gateway {number} does not run.");

    /// <summary>At its address of before, if it ran before.</summary>
    public async Task StartGateway(int number)
    {
        _gateways[number]?.Dispose();
        var environment = new Dictionary<string, string>(_environment) { ["Urls"] = _addresses[number].ToString() };
        _gateways[number] = await ServerProcess.Start(
            "Actors.Gateway", [], environment, _bench.NewFolder(), new Uri(_addresses[number], Ready), _bench.Stopping);
    }

    /// <summary>A harvest for which nothing has been fetched yet, nor will be before <see cref="Release"/>.</summary>
    public async Task<Held> Hold(HarvestWish wish, int label = 0)
    {
        await Post($"/v1/origins/{Label(label)}/pause");
        var order = new
        {
            origin = Label(label),
            all = !wish.Every,
            every = wish.Every,
            limit = wish.Countries,
            parts = "flag",
            refresh = "always",
            concurrency = 1000,
        };
        using var answer = await _http.PostAsJsonAsync(new Uri(_addresses[^1], "/v1/harvests"), order);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        var harvest = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new Held(harvest.GetProperty("id").GetString()!, harvest.GetProperty("epoch").GetString()!);
    }

    /// <summary>From now on outcomes come.</summary>
    public Task Release(int label = 0) => Post($"/v1/origins/{Label(label)}/resume");

    /// <summary>Ends a harvest.</summary>
    /// <returns>The number of its last event.</returns>
    public async Task<long> Cancel(Held harvest)
    {
        using var answer = await _http.PostAsync(new Uri(_addresses[^1], $"/v1/harvests/{harvest.Id}/cancel"), null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seq").GetInt64();
    }

    /// <summary>One series of the first gateway's metrics, whatever its labels.</summary>
    public async Task<double> Metric(string name)
    {
        var text = await _http.GetStringAsync(new Uri(_addresses[0], "/metrics"));
        // Labels, if there are any, are between braces; a timestamp may follow the value.
        return text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') is >= 0 and var end ? end + 1 : name.Length)..].Trim().Split(' ')[0]));
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var gateway in _gateways) gateway?.Dispose();
        Silo.Dispose();
        Origin.Dispose();
    }

    private async Task Post(string path)
    {
        using var answer = await _http.PostAsync(new Uri(_addresses[^1], path), null);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static string Label(int number) => $"steady{number}";
}

/// <summary>A harvest of which nothing has happened yet.</summary>
internal sealed record Held(string Id, string Epoch)
{
    public string Topic => $"harvest/{Id}";
}

/// <param name="Countries">How many, and so many outcomes.</param>
/// <param name="Every">Of AA to ZZ instead of those that exist.</param>
internal sealed record HarvestWish(int Countries, bool Every = false)
{
    /// <summary>All that exist.</summary>
    public const int All = 249;

    /// <summary>All of AA to ZZ.</summary>
    public const int Most = 676;
}

using System.Diagnostics;
using Actors.Client;
using Actors.Client.Harvests;

namespace Actors.HarvestBench;

/// <summary><c>actors serve</c> as a process of its own: silo, gateway and embedded store, without the bundled origin.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Child _child;
    private readonly ActorsClient _client;
    private readonly Dictionary<string, int> _used = [];

    private NodeProcess(Child child, Uri gateway)
    {
        _child = child;
        _client = new ActorsClient(gateway);
    }

    public TimeSpan Cpu => _child.Cpu;

    public double MebiBytes => _child.MebiBytes;

    public int Threads => _child.Threads;

    /// <param name="labels">
    /// Origins to configure. What leads to the same port shares one throttle and one pool of connections, but the countries of each label
    /// are other grains: a harvest of an unused label fetches everything for the first time.
    /// </param>
    public static async Task<NodeProcess> Start(string directory, IEnumerable<Label> labels, CancellationToken stopping)
    {
        var ports = FreePorts.Take(3);
        var gateway = new Uri($"http://127.0.0.1:{ports[0]}");
        var environment = new Dictionary<string, string>
        {
            ["Urls"] = gateway.ToString(),
            ["Orleans__Endpoints__SiloPort"] = $"{ports[1]}",
            ["Orleans__Endpoints__GatewayPort"] = $"{ports[2]}",
            ["Telnet__Port"] = "0",
            ["Origin__Embedded"] = "false",
            ["Data__Directory"] = Path.Combine(directory, "data"),
        };
        foreach (var label in labels)
        {
            for (var number = 1; number <= label.Count; number++)
            {
                var section = $"Origins__{label.Name}{number}__";
                environment[$"{section}FlagUrl"] = label.FlagUrl;
                environment[$"{section}MetadataUrl"] = label.MetadataUrl;
                environment[$"{section}MaxConcurrency"] = "1000";
                environment[$"{section}AllowPrivateAddresses"] = "true";
                if (label.Learns) environment[$"{section}Learn"] = "true";
            }
        }

        var child = await Child.Start("actors", ["serve"], environment, directory, new Uri(gateway, "/health/ready"), stopping);
        return new NodeProcess(child, gateway);
    }

    /// <summary>A label of that name that no harvest has used.</summary>
    public string Unused(string name) => $"{name}{_used[name] = _used.GetValueOrDefault(name) + 1}";

    /// <summary>From before the POST until <c>completed</c> has arrived over the WebSocket, every outcome before it included.</summary>
    /// <param name="via">How every country that was found must have been answered; null = in any way.</param>
    /// <exception cref="InvalidOperationException">A country did not end as it should. There are no figures of broken work.</exception>
    public async Task<HarvestRun> Harvest(HarvestOrder order, string? via = null)
    {
        var start = Stopwatch.GetTimestamp();
        var id = (await _client.StartHarvestAsync(order, null, CancellationToken.None)).Id;
        var seconds = 0d;
        await foreach (var news in _client.WatchHarvestAsync(id))
        {
            if (news is HarvestEvent.Completed) seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var end = await _client.GetHarvestAsync(id, CancellationToken.None);
        if (end.Ok + end.NotFound != end.Total || end.Countries.Any(country => country.State == CountryStates.Ok && country.Via != (via ?? country.Via)))
        {
            var bad = end.Countries.FirstOrDefault(country => country.Error is not null);
            throw new InvalidOperationException(
                $"A harvest did not end as it should: {end.Ok} ok, {end.NotFound} not found of {end.Total}; {bad?.Code} {bad?.Error}{Environment.NewLine}{_child.Said}");
        }

        return new HarvestRun(seconds, end.ElapsedMs / 1000d);
    }

    /// <summary>Starts a harvest and leaves it running.</summary>
    public async Task<string> Start(HarvestOrder order) => (await _client.StartHarvestAsync(order, null, CancellationToken.None)).Id;

    /// <summary>Exchanges of a harvest in flight now.</summary>
    public async Task<int> InFlight(string harvest) => (await _client.GetHarvestAsync(harvest, CancellationToken.None)).InFlight;

    public Task Cancel(string harvest) => _client.CancelHarvestAsync(harvest, CancellationToken.None);

    public void Dispose()
    {
        _client.Dispose();
        _child.Dispose();
    }
}

using System.Diagnostics;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.HarvestBench;

namespace Actors.FaultBench;

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
    /// Origins to configure. Countries of each label are grains of their own: a harvest of an unused one fetches everything for the first time.
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
                environment[$"{section}FlagUrl"] = label.Temper.FlagUrl;
                environment[$"{section}MetadataUrl"] = label.Temper.MetadataUrl;
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
    /// <returns>Seconds.</returns>
    /// <exception cref="InvalidOperationException">A country did not end as ok. There are no figures of broken work.</exception>
    public async Task<double> Harvest(HarvestOrder order)
    {
        var start = Stopwatch.GetTimestamp();
        var id = (await _client.StartHarvestAsync(order, null, CancellationToken.None)).Id;
        var seconds = 0d;
        await foreach (var news in _client.WatchHarvestAsync(id))
        {
            if (news is HarvestEvent.Completed) seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var end = await _client.GetHarvestAsync(id, CancellationToken.None);
        if (end.Ok + end.NotFound == end.Total) return seconds;
        var bad = end.Countries.FirstOrDefault(country => country.Error is not null);
        throw new InvalidOperationException(
            $"A harvest did not end as it should: {end.Ok} ok, {end.NotFound} not found of {end.Total}; {bad?.Code} {bad?.Error}{Environment.NewLine}{_child.Said}");
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

/// <summary>An origin as the node knows it, under as many labels as there are first fetches to measure.</summary>
/// <param name="Learns">Whether the node looks for a rate that nobody told it.</param>
internal sealed record Label(string Name, Temper Temper, int Count, bool Learns = false);

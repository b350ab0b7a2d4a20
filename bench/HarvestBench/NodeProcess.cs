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

    /// <param name="labels">
    /// How many origins to configure for each mode. They lead to the same port, and so share one throttle and one pool of connections,
    /// but the countries of each are other grains: a harvest of an unused label fetches everything for the first time.
    /// </param>
    public static async Task<NodeProcess> Start(string directory, OriginProcess origin, int labels, CancellationToken stopping)
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
        foreach (var (key, port) in OriginProcess.PortKeys.Zip(origin.Ports)) environment[key] = $"{port}";
        foreach (var mode in new[] { "local", "delay" })
        {
            for (var number = 1; number <= labels; number++)
            {
                environment[$"Origins__{mode}{number}__FlagUrl"] = $"{origin.Root(mode)}/{{cc}}/{{cc}}.svg";
                environment[$"Origins__{mode}{number}__MetadataUrl"] = $"{origin.Root(mode)}/{{cc}}/metadata.json";
                environment[$"Origins__{mode}{number}__MaxConcurrency"] = "1000";
                environment[$"Origins__{mode}{number}__AllowPrivateAddresses"] = "true";
            }
        }

        var child = await Child.Start("actors", ["serve"], environment, directory, new Uri(gateway, "/health/ready"), stopping);
        return new NodeProcess(child, gateway);
    }

    /// <summary>A label that no harvest has used.</summary>
    public string Unused(string mode) => $"{mode}{_used[mode] = _used.GetValueOrDefault(mode) + 1}";

    /// <summary>From before the POST until <c>completed</c> has arrived over the WebSocket, every outcome before it included.</summary>
    /// <param name="via">How every country that was found must have been answered.</param>
    public async Task<HarvestRun> Harvest(HarvestOrder order, string via)
    {
        var start = Stopwatch.GetTimestamp();
        var id = (await _client.StartHarvestAsync(order, null, CancellationToken.None)).Id;
        var seconds = 0d;
        await foreach (var news in _client.WatchHarvestAsync(id))
        {
            if (news is HarvestEvent.Completed) seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var end = await _client.GetHarvestAsync(id, CancellationToken.None);
        if (end.Ok + end.NotFound != end.Total || end.Countries.Any(country => country.State == CountryStates.Ok && country.Via != via))
        {
            var bad = end.Countries.FirstOrDefault(country => country.Error is not null);
            throw new InvalidOperationException(
                $"A harvest did not end as it should: {end.Ok} ok, {end.NotFound} not found of {end.Total}; {bad?.Code} {bad?.Error}{Environment.NewLine}{_child.Said}");
        }

        return new HarvestRun(seconds, end.ElapsedMs / 1000d);
    }

    public void Dispose()
    {
        _client.Dispose();
        _child.Dispose();
    }
}

/// <param name="Seconds">As a client sees it.</param>
/// <param name="Elapsed">As the node sees it: <c>elapsedMs</c>, in seconds.</param>
internal sealed record HarvestRun(double Seconds, double Elapsed);

using System.Text.Json;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.FeedBench;

/// <summary>Origin, silo and gateway, each a process of its own, with the large feed.</summary>
internal sealed class Site : IDisposable
{
    private readonly ServerProcess _origin;
    private readonly ServerProcess _gateway;

    private Site(ServerProcess origin, ServerProcess silo, ServerProcess gateway, Uri address, Uri metrics) =>
        (_origin, Silo, _gateway, Metrics, Http) = (origin, silo, gateway, metrics, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) });

    public ServerProcess Silo { get; }

    /// <summary>The silo's.</summary>
    public Uri Metrics { get; }

    public HttpClient Http { get; }

    public static async Task<Site> Start(string folder, CancellationToken stopping)
    {
        var ports = FreePorts.Take(8);
        var feed = $"http://localhost:{ports[0]}/feeds/large.json";
        var environment = new Dictionary<string, string>
        {
            ["Origin__Ports__Local"] = $"{ports[0]}", ["Origin__Ports__Delay"] = $"{ports[1]}", ["Origin__Ports__Error"] = $"{ports[2]}",
            ["Origin__Ports__Control"] = $"{ports[3]}", ["Orleans__Endpoints__SiloPort"] = $"{ports[4]}", ["Orleans__Endpoints__GatewayPort"] = $"{ports[5]}",
            ["Silo__Urls"] = $"http://localhost:{ports[6]}", ["Urls"] = $"http://localhost:{ports[7]}", ["Telnet__Port"] = "0",
            ["Feeds__large__Url"] = feed, ["Feeds__large__AllowPrivateAddresses"] = "true",
        };
        var origin = await ServerProcess.Start("Actors.Origin", [], environment, folder, new Uri($"http://localhost:{ports[3]}/_ctl/stats"), stopping);
        var silo = await ServerProcess.Start("Actors.Silo", [], environment, folder, new Uri($"http://localhost:{ports[6]}/health/ready"), stopping);
        var gateway = await ServerProcess.Start("Actors.Gateway", [], environment, folder, new Uri($"http://localhost:{ports[7]}/health/ready"), stopping);
        var site = new Site(origin, silo, gateway, new Uri($"http://localhost:{ports[7]}"), new Uri($"http://localhost:{ports[6]}/metrics"));
        // The origin makes the feed when it is asked for first: not what is measured here.
        await site.Http.GetByteArrayAsync(new Uri(feed), stopping);
        return site;
    }

    public async Task<JsonElement> Get(string path, CancellationToken stopping)
    {
        using var document = JsonDocument.Parse(await Http.GetByteArrayAsync(new Uri(path, UriKind.Relative), stopping));
        return document.RootElement.Clone();
    }

    public void Dispose()
    {
        Http.Dispose();
        _gateway.Dispose();
        Silo.Dispose();
        _origin.Dispose();
    }
}

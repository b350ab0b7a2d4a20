using System.Globalization;
using Actors.System.Tests.Clusters;
using Actors.System.Tests.Faults;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Chaos;

/// <summary>
/// Three silos, each with a line of its own to Redis, two gateways and an origin with a log. The last silo has a clock that can be set.
/// Everything that runs on it is watched through the second gateway and asked for through the first, which is never harmed.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    /// <summary>Exchanges in flight at the origin.</summary>
    public const int Cap = 10;

    /// <summary>The origin's label.</summary>
    public const string Label = "chaos";

    private const string Faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    private readonly RedisCluster _cluster;
    private readonly Dictionary<RedisCluster.ClusterSilo, TcpProxy> _lines = [];

    private FaultyOrigin? _origin;

    private ChaosCluster(RedisCluster cluster, Uri control) => (_cluster, OriginAddress) = (cluster, control);

    public Uri OriginAddress { get; }

    public RedisServer Redis => _cluster.Redis;

    public IReadOnlyList<RedisCluster.ClusterSilo> Silos => _cluster.Silos;

    public Uri Asked => _cluster.Gateways[0].Address;

    public Uri Watched => _cluster.Gateways[1].Address;

    /// <summary>Of the run that is under way.</summary>
    public Outages Outages { get; set; } = new();

    private string ClockFile => Path.Combine(_cluster.Stage.Directory, "clock");

    public static async Task<ChaosCluster> Start(int seed)
    {
        if (!File.Exists(Faketime))
            OptionalTool.Missing("libfaketime is not installed: apt-get install faketime.");
        var control = Stage.FreeAddress();
        var folder = $"{control}mix/flags/{{cc}}";
        const string faults = "rate=0.05&pace=0&delay=100&faults=s503,reset,trunc";
        var cluster = await RedisCluster.Begin(
            ("Cluster__Profile", "Fast"), ("Origin__Embedded", "false"), ("Harvests__MaxRunning", "1000"),
            ($"Origins__{Label}__FlagUrl", $"{folder}/{{cc}}.svg?{faults}"), ($"Origins__{Label}__MetadataUrl", $"{folder}/metadata.json?{faults}"),
            ($"Origins__{Label}__MaxConcurrency", $"{Cap}"), ($"Origins__{Label}__AllowPrivateAddresses", "true"));
        var chaos = new ChaosCluster(cluster, control);
        try
        {
            chaos._origin = await FaultyOrigin.Start(control, seed);
            await File.WriteAllTextAsync(chaos.ClockFile, "+0", TestContext.Current.CancellationToken);
            await Task.WhenAll(chaos.AddSilo(), chaos.AddSilo(), chaos.AddSilo(
                ("LD_PRELOAD", Faketime), ("FAKETIME_TIMESTAMP_FILE", chaos.ClockFile), ("FAKETIME_CACHE_DURATION", "1"),
                ("FAKETIME_DONT_FAKE_MONOTONIC", "1")));
            await cluster.AddGateway();
            await cluster.AddGateway();
            return chaos;
        }
        catch
        {
            await chaos.DisposeAsync();
            throw;
        }
    }

    public RedisCluster.ClusterSilo AnySilo(Random random) => Silos[random.Next(Silos.Count)];

    public (RedisCluster.ClusterSilo First, RedisCluster.ClusterSilo Second) TwoSilos(Random random)
    {
        var spared = random.Next(Silos.Count);
        return (Silos[(spared + 1) % Silos.Count], Silos[(spared + 2) % Silos.Count]);
    }

    /// <summary>What a silo's talk with Redis goes over.</summary>
    public TcpProxy LineOf(RedisCluster.ClusterSilo silo) => _lines[silo];

    /// <summary>Sets the clock that can be set; the monotonic one goes on.</summary>
    public Task SetClock(TimeSpan ahead) => File.WriteAllTextAsync(
        ClockFile, ahead.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);

    public Task KillGateway() => _cluster.Gateways[1].Process.Kill();

    public Task StartGateway() => _cluster.RestartGateway(1);

    /// <summary>Returns when a silo serves that perhaps was given up, and then ends itself: it is started again.</summary>
    public async Task Revive(RedisCluster.ClusterSilo silo)
    {
        // Its guard looks once a second, and a silo stops within seconds.
        var patience = TimeProvider.System.GetTimestamp();
        while (!silo.Process.HasExited && TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(6))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        if (silo.Process.HasExited)
            await silo.Start();
        else
            await Stage.Ready(silo.Process, new Uri(silo.Address, "/health/ready"));
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        foreach (var line in _lines.Values)
            await line.DisposeAsync();
        if (_origin is not null)
            await _origin.DisposeAsync();
    }

    private async Task AddSilo(params (string Key, string Value)[] settings)
    {
        var line = new TcpProxy(Redis.Port);
        var silo = _cluster.NewSilo([("Cluster__Redis", $"127.0.0.1:{line.Port}"), .. settings]);
        lock (_lines)
            _lines.Add(silo, line);
        await silo.Start();
    }
}

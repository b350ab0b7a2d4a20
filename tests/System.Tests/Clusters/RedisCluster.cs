using System.Globalization;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>Silos and gateways as processes, on one Redis, with the practice origin beside them.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    /// <summary>Of the origin <c>delay</c> in <see cref="StartSlow"/>.</summary>
    public const int Cap = 10;

    private readonly Stage _stage = new();
    private readonly (string Key, string Value)[] _settings;
    private readonly List<ClusterSilo> _silos = [];
    private readonly List<RunningGateway> _gateways = [];

    private RedisCluster((string Key, string Value)[] settings) => _settings = settings;

    public Stage Stage => _stage;

    public OriginControl Origin => _stage.Origin;

    public RedisServer Redis { get; private set; } = null!;

    public IReadOnlyList<ClusterSilo> Silos => _silos;

    public IReadOnlyList<RunningGateway> Gateways => _gateways;

    /// <summary>Nothing but Redis.</summary>
    /// <param name="settings">Of every silo and gateway.</param>
    public static async Task<RedisCluster> Begin(params (string Key, string Value)[] settings)
    {
        var cluster = new RedisCluster(settings);
        try
        {
            cluster.Redis = await RedisServer.Start(cluster._stage);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <param name="settings">Of every silo and gateway, and of the origin.</param>
    public static async Task<RedisCluster> Start(int silos, int gateways, params (string Key, string Value)[] settings)
    {
        var cluster = await Begin(settings);
        try
        {
            await cluster._stage.StartOrigin(settings);
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.AddSilo()));
            await Task.WhenAll(Enumerable.Range(0, gateways).Select(_ => cluster.AddGateway()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Three silos and an origin whose harvest of all takes some ten seconds, so that there is a middle.</summary>
    public static Task<RedisCluster> StartSlow(int gateways, params (string Key, string Value)[] settings) =>
        Start(3, gateways, [("Origin__Delay", "00:00:00.2"), ("Origins__delay__MaxConcurrency", $"{Cap}"), .. settings]);

    /// <summary>A harvest of all countries of the origin <c>delay</c>.</summary>
    public static Task<Harvest> HarvestAll(ActorsClient client) => client.StartHarvestAsync(
        new HarvestOrder { Origin = "delay", All = true, Concurrency = Cap }, null, TestContext.Current.CancellationToken);

    /// <summary>One silo more; returns when it is ready.</summary>
    public async Task<ClusterSilo> AddSilo()
    {
        var silo = NewSilo();
        await silo.Start();
        return silo;
    }

    /// <summary>One silo more, to be started.</summary>
    /// <param name="settings">Its own, over those of all.</param>
    public ClusterSilo NewSilo(params (string Key, string Value)[] settings)
    {
        var silo = new ClusterSilo(this, settings);
        lock (_silos)
        {
            _silos.Add(silo);
        }

        return silo;
    }

    /// <summary>One gateway more; returns when it is ready.</summary>
    public async Task AddGateway()
    {
        var gateway = await _stage.StartGateway(Settings);
        lock (_gateways)
        {
            _gateways.Add(gateway);
        }
    }

    /// <summary>Starts a gateway that has ended again, at its address.</summary>
    public async Task RestartGateway(int gateway) => _gateways[gateway] = await _stage.StartGateway(_gateways[gateway].Address, Settings);

    public (string Key, string Value)[] Settings => [("Cluster__Redis", Redis.Connection), .. _settings];

    public ActorsClient Client(int gateway) => new(Gateways[gateway].Address);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    /// <summary>A silo that can be killed and started again at the same address.</summary>
    internal sealed class ClusterSilo(RedisCluster cluster, (string Key, string Value)[] settings)
    {
        private readonly (string Key, string Value)[] _endpoints =
        [
            ("Orleans__Endpoints__SiloPort", FreePorts.Next().ToString(CultureInfo.InvariantCulture)),
            ("Orleans__Endpoints__GatewayPort", FreePorts.Next().ToString(CultureInfo.InvariantCulture)),
        ];

        public Uri Address { get; } = Stage.FreeAddress();

        public RunningProcess Process { get; private set; } = null!;

        public async Task Start()
        {
            Process = cluster.Stage.StartProgram("silo", [("Silo__Urls", Address.ToString()), .. _endpoints, .. cluster.Settings, .. settings]);
            await Stage.Ready(Process, new Uri(Address, "/health/ready"));
        }
    }
}

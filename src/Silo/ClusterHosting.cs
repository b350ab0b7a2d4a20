using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Actors.Silo;

/// <summary>Where a silo finds its cluster and keeps its state.</summary>
internal static class ClusterHosting
{
    /// <summary>Ids and endpoints: <c>Cluster:*</c> and <c>Orleans:Endpoints:*</c>.</summary>
    public static void UseCluster(this ISiloBuilder silo, IConfiguration configuration, ActorsClusterOptions cluster)
    {
        var endpoints = configuration.GetSection("Orleans:Endpoints");
        var address = endpoints["AdvertisedIPAddress"] is { } text ? IPAddress.Parse(text) : IPAddress.Loopback;
        var siloPort = endpoints.GetValue("SiloPort", EndpointOptions.DEFAULT_SILO_PORT);
        var gatewayPort = endpoints.GetValue("GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT);
        if (cluster.IsEmbedded)
        {
            silo.UseDevelopmentClustering(new IPEndPoint(address, siloPort));
        }

        silo.ConfigureEndpoints(address, siloPort, gatewayPort);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Id, cluster.ServiceId));
        // A node that stops has nothing to hand over to others; in a cluster, activations move while it drains.
        silo.Configure<ClusterMembershipOptions>(options => options.NumVotesForDeathDeclaration = cluster.IsEmbedded ? 1 : 2);
    }

    /// <summary>Membership, state and reminders in one Redis, over one connection.</summary>
    public static void UseRedis(this ISiloBuilder silo, string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        // A Redis that is away for a moment must not end the process.
        options.AbortOnConnectFail = false;
        var connection = new Lazy<Task<(IConnectionMultiplexer, bool)>>(async () => (await ConnectionMultiplexer.ConnectAsync(options), true));
        silo.UseRedisClustering(redis => (redis.ConfigurationOptions, redis.CreateMultiplexer) = (options, _ => connection.Value));
        silo.AddRedisGrainStorage(Grains.Storage.Name, storage => storage.Configure<IServiceProvider>((redis, services) =>
        {
            redis.ConfigurationOptions = options;
            redis.CreateMultiplexer = _ => connection.Value;
            redis.GrainStorageSerializer = EmbeddedStore.BinarySerializer(services);
        }));
        silo.UseRedisReminderService(redis => (redis.ConfigurationOptions, redis.CreateMultiplexer) = (options, _ => connection.Value));
    }
}

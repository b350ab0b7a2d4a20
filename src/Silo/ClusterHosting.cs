using System.Net;
using Actors.Silo.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using StackExchange.Redis;

namespace Actors.Silo;

/// <summary>Where a silo finds its cluster and keeps its state.</summary>
internal static class ClusterHosting
{
    /// <summary>Nothing stored depends on it.</summary>
    private const string RedisName = "redis";

    /// <summary>Ids and endpoints: <c>Cluster:*</c> and <c>Orleans:Endpoints:*</c>.</summary>
    public static void UseCluster(this ISiloBuilder silo, IConfiguration configuration, ActorsClusterOptions cluster)
    {
        var endpoints = SiloEndpoints.Read(configuration);
        endpoints.Claim();
        if (cluster.IsEmbedded)
        {
            silo.UseDevelopmentClustering(new IPEndPoint(endpoints.Address, endpoints.SiloPort));
        }

        silo.ConfigureEndpoints(endpoints.Address, endpoints.SiloPort, endpoints.GatewayPort);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Id, cluster.ServiceId));
        silo.Configure<ClusterMembershipOptions>(options => MembershipProfile.Apply(options, cluster.Profile));
    }

    /// <summary>Membership, state and reminders in one Redis, over one connection.</summary>
    public static void UseRedis(this ISiloBuilder silo, ActorsClusterOptions cluster)
    {
        var redis = new RedisConnection(cluster.Redis);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new RedisCheck(redis));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services =>
            ActivatorUtilities.CreateInstance<ContractCheck>(services, redis, cluster));
        silo.UseRedisClustering(options => (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Options, _ => Shared()));
        silo.Services.AddKeyedSingleton<IGrainStorage>(Grains.Storage.Name, (services, _) => new PatientGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(RedisName), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<PatientGrainStorage>>()));
        silo.AddRedisGrainStorage(RedisName, storage => storage.Configure<IServiceProvider>((options, services) =>
        {
            options.ConfigurationOptions = redis.Options;
            options.CreateMultiplexer = _ => Shared();
            options.GrainStorageSerializer = EmbeddedStore.BinarySerializer(services);
        }));
        silo.UseRedisReminderService(options => (options.ConfigurationOptions, options.CreateMultiplexer) = (redis.Options, _ => Shared()));

        async Task<(IConnectionMultiplexer, bool)> Shared() => (await redis.Shared, true);
    }
}

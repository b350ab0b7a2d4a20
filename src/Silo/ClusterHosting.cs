using System.Net;
using Actors.Silo.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
    public static void UseRedis(this ISiloBuilder silo, string connectionString)
    {
        var options = Parse(connectionString);
        // A Redis that is away for a moment must not end the process.
        options.AbortOnConnectFail = false;
        var connection = new Lazy<Task<(IConnectionMultiplexer, bool)>>(async () => (await ConnectionMultiplexer.ConnectAsync(options), true));
        silo.UseRedisClustering(redis => (redis.ConfigurationOptions, redis.CreateMultiplexer) = (options, _ => connection.Value));
        silo.Services.AddKeyedSingleton<IGrainStorage>(Grains.Storage.Name, (services, _) => new PatientGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(RedisName), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<PatientGrainStorage>>()));
        silo.AddRedisGrainStorage(RedisName, storage => storage.Configure<IServiceProvider>((redis, services) =>
        {
            redis.ConfigurationOptions = options;
            redis.CreateMultiplexer = _ => connection.Value;
            redis.GrainStorageSerializer = EmbeddedStore.BinarySerializer(services);
        }));
        silo.UseRedisReminderService(redis => (redis.ConfigurationOptions, redis.CreateMultiplexer) = (options, _ => connection.Value));
    }

    private static ConfigurationOptions Parse(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString);
        }
        catch (ArgumentException)
        {
            // The text holds a password more often than not, so neither it nor the cause is passed on.
            throw new OptionsValidationException(
                "Cluster", typeof(ActorsClusterOptions), ["Cluster:Redis must be a StackExchange.Redis connection string."]);
        }
    }
}

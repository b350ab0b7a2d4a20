using Actors.Gateway.Dashboard;
using Actors.Gateway.Harvests;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using StackExchange.Redis;

namespace Actors.Gateway.Cluster;

/// <summary>Connects a gateway process to its cluster.</summary>
internal static class ClusterClientHosting
{
    /// <summary>
    /// A silo that joins gets traffic from here within this time, and one that was given up none any more: the second try of a call must not go
    /// through a silo that stands still.
    /// </summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Shorter than Orleans' 30 s: a call that was on its way to a silo that died or stands still is lost, and made again only after this. A
    /// fourth try must begin before <see cref="RetryWhileSilosChange.Patience"/> is over, and after the slower profile has given such a silo
    /// up (8 s) and the list was read again.
    /// </summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(3);

    public static void AddClusterClient(WebApplicationBuilder builder)
    {
        var cluster = Read(builder);
        // HTTP answers, honestly not ready, while the client still looks for its cluster.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.UseOrleansClient(client =>
        {
            client.Configure<Orleans.Configuration.ClusterOptions>(options =>
            {
                options.ClusterId = cluster.Id;
                options.ServiceId = cluster.ServiceId;
            });
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefresh);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = CallTimeout);
            client.UseConnectionRetryFilter<ConnectForever>();
            // A silo that leaves takes its harvests' watchers along: asking again at once finds where they went.
            client.AddGatewayCountChangedHandler(services => (_, _) => services.GetRequiredService<HarvestFeeds>().LookAgain());
            client.AddClusterConnectionLostHandler(services => (_, _) => services.GetRequiredService<HarvestFeeds>().LookAgain());
            client.AddOutgoingGrainCallFilter<RetryWhileSilosChange>();
            client.AddActivityPropagation();
            if (DashboardHosting.IsEnabled(builder.Configuration))
                client.AddDashboard(DashboardHosting.Configure);
            if (string.IsNullOrWhiteSpace(cluster.Redis))
                client.UseStaticClustering(SiloEndpoint.From(builder.Configuration));
            else
                UseRedis(client, cluster.Redis);
        });
    }

    private static ClusterOptions Read(WebApplicationBuilder builder)
    {
        var cluster = new ClusterOptions();
        var section = builder.Configuration.GetSection("Cluster");
        section.Bind(cluster);
        // The profile is the silos'.
        var result = new KeyedValidator<ClusterOptions>(section, new ClusterOptionsValidator(), "Profile").Validate(Options.DefaultName, cluster);
        return result.Failed ? throw new OptionsValidationException("Cluster", typeof(ClusterOptions), result.Failures) : cluster;
    }

    private static void UseRedis(IClientBuilder client, string connection)
    {
        var configuration = Parse(connection);
        // A Redis that is down now is tried again by itself; without this, connecting throws and the process ends.
        configuration.AbortOnConnectFail = false;
        var multiplexer = new Lazy<Task<ConnectionMultiplexer>>(
            () => ConnectionMultiplexer.ConnectAsync(configuration), LazyThreadSafetyMode.ExecutionAndPublication);
        client.UseRedisClustering(options =>
        {
            options.ConfigurationOptions = configuration;
            options.CreateMultiplexer = async _ => (await multiplexer.Value, IsShared: true);
        });
    }

    private static ConfigurationOptions Parse(string connection)
    {
        try
        {
            return ConfigurationOptions.Parse(connection);
        }
        // The text holds a password more often than not, so the cause is not passed on.
        catch (ArgumentException)
        {
            throw new OptionsValidationException(
                "Cluster", typeof(ClusterOptions), ["Cluster:Redis must be a StackExchange.Redis connection string."]);
        }
    }
}

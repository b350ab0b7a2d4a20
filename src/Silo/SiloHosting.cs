using Actors.Grains;
using Actors.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Actors.Silo;

/// <summary>Composes a silo: membership, grains, store. Used by this program and by <c>actors serve</c> alike.</summary>
public static class SiloHosting
{
    /// <summary>Beneath whatever is configured, so that it can be asked for again.</summary>
    private static readonly Dictionary<string, string?> QuietLogs = new(StringComparer.Ordinal)
    {
        // Orleans tells of every placement through Polly, and of much more itself.
        ["Logging:LogLevel:Polly"] = "Error",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // A stack trace a second for every silo that is gone.
        ["Logging:LogLevel:Orleans.Runtime.Messaging"] = "Error",
        // A handful of lines for every health check.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // As long as it could log anything it makes an activity and a scope for every request, which nobody reads.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        // Says at every probe what the prober is told anyway.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
        // Says with a stack trace that the last silo, which stops, has nowhere to move its grains.
        ["Logging:LogLevel:Orleans.Grain"] = "Critical",
        // Says with a stack trace what callers are told anyway, most of all while a silo stops.
        ["Logging:LogLevel:Orleans.Messaging"] = "Critical",
        // Warns of the garbage collector's mode, and logs a failed start with a stack trace, which the program says in one line.
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Critical",
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
        // At its first check it takes the machine's uptime for a delay and warns of a deadlock.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
    };

    /// <param name="directory">The data directory, already held; null = this method opens <c>Data:Directory</c> itself. Unused with Redis.</param>
    /// <exception cref="DataDirectoryException">The data directory is held by another process or cannot be written.</exception>
    public static void AddActorsSilo(this WebApplicationBuilder builder, DataDirectory? directory = null)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        var section = builder.Configuration.GetSection("Cluster");
        var cluster = section.Get<ActorsClusterOptions>() ?? new ActorsClusterOptions();
        // Read at once, because Orleans is composed by it before options are checked.
        string[] wrong =
        [
            .. new ActorsClusterOptionsValidator().Validate(null, cluster).Failures?.Select(failure => $"Cluster:{failure}") ?? [],
            .. SectionKeys.Complaints(section, typeof(ActorsClusterOptions)),
            .. SectionKeys.Complaints(builder.Configuration.GetSection("Data"), ["Directory"]),
        ];
        if (wrong.Length > 0)
        {
            throw new OptionsValidationException("Cluster", typeof(ActorsClusterOptions), wrong);
        }

        SiloEndpoints.Settle(builder.Configuration);
        builder.Services.AddGrains(directoryIsOurs: cluster.IsEmbedded);
        builder.Services.AddHealthChecks().AddCheck<CharIndexHealth>(CharIndexHealth.Name);
        builder.UseOrleans(silo =>
        {
            silo.UseCluster(builder.Configuration, cluster);
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, new SteadyTimeProvider());
            if (cluster.IsEmbedded)
            {
                silo.UseEmbeddedStore(directory ?? DataDirectory.Open(builder.Configuration["Data:Directory"] ?? ".actors"));
            }
            else
            {
                silo.UseRedis(cluster);
                silo.Services.AddHostedService<StopDeadline>();
                silo.Services.AddSingleton<MembershipGuard>().AddHostedService(services => services.GetRequiredService<MembershipGuard>())
                    .AddHealthChecks().AddCheck<MembershipGuard>(MembershipGuard.Name);
            }

            if (builder.Configuration.GetValue("Dashboard:Enabled", false))
            {
                // Counts every call: only where somebody looks.
                silo.AddDashboard(options => options.HideTrace = true);
            }

            if (TelemetryHosting.IsTraced(builder.Configuration))
            {
                // A filter around every call between grains: not for spans that nobody takes.
                silo.AddActivityPropagation();
            }
        });
    }
}

using Actors.Grains;
using Actors.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace Actors.Silo;

/// <summary>Composes a silo: membership, grains, store. Used by this program and by <c>actors serve</c> alike.</summary>
public static class SiloHosting
{
    /// <param name="directory">The data directory, already held; null = this method opens <c>Data:Directory</c> itself. Unused with Redis.</param>
    /// <exception cref="DataDirectoryException">The data directory is held by another process or cannot be written.</exception>
    public static void AddActorsSilo(this WebApplicationBuilder builder, DataDirectory? directory = null)
    {
        // Orleans tells of every placement through Polly, and of much more itself; configuration can ask for it again.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new("Logging:LogLevel:Polly", "Warning"), new("Logging:LogLevel:Orleans", "Warning")],
        });
        var cluster = builder.Configuration.GetSection("Cluster").Get<ActorsClusterOptions>() ?? new ActorsClusterOptions();
        builder.Services.AddSection<ActorsClusterOptions, ActorsClusterOptionsValidator>("Cluster");
        builder.Services.AddGrains(directoryIsOurs: cluster.IsEmbedded);
        builder.UseOrleans(silo =>
        {
            silo.UseCluster(builder.Configuration, cluster);
            if (cluster.IsEmbedded)
            {
                silo.UseEmbeddedStore(directory ?? DataDirectory.Open(builder.Configuration["Data:Directory"] ?? ".actors"));
            }
            else
            {
                silo.UseRedis(cluster.Redis);
            }

            silo.AddActivityPropagation();
        });
    }
}

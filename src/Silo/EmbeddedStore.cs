using Actors.Grains;
using Actors.Silo.Store;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;

namespace Actors.Silo;

/// <summary>State without any server: SQLite in the data directory, for one node.</summary>
internal static class EmbeddedStore
{
    public static void UseEmbeddedStore(this ISiloBuilder silo, DataDirectory directory)
    {
        silo.AddSqliteGrainStorage(Storage.Name, directory);
        // The ledger is woken when the silo starts; within its life reminders need no disk.
        silo.UseInMemoryReminderService();
    }

    /// <summary>Records as bytes: flags would grow by a third as base64 in JSON.</summary>
    public static IGrainStorageSerializer BinarySerializer(IServiceProvider services) =>
        new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>());
}

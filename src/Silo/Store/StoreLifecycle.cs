namespace Actors.Silo.Store;

/// <summary>Opens the store before any grain can run, and closes it after the last has deactivated.</summary>
internal sealed class StoreLifecycle(SqliteStore store) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(SqliteStore),
        ServiceLifecycleStage.RuntimeStorageServices,
        _ =>
        {
            store.Start();
            return Task.CompletedTask;
        },
        store.Stop);
}

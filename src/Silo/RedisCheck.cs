namespace Actors.Silo;

/// <summary>Looks at Redis before the silo does: Orleans ends the process with stack traces where it cannot be used.</summary>
internal sealed class RedisCheck(RedisConnection redis) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(RedisCheck), ServiceLifecycleStage.First, cancel => redis.Check().WaitAsync(cancel));
}

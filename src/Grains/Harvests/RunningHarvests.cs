namespace Actors.Grains.Harvests;

/// <summary>How many harvests run in this process.</summary>
internal sealed class RunningHarvests
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(int change)
    {
        Interlocked.Add(ref _count, change);
        Telemetry.Running.Add(change);
    }
}

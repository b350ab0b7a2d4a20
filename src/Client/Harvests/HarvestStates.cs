namespace Actors.Client.Harvests;

/// <summary>Values of <see cref="Harvest.State"/>. A newer node may send others, which are not final.</summary>
public static class HarvestStates
{
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
}

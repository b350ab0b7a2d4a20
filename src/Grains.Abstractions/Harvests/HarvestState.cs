namespace Actors.Grains.Harvests;

/// <summary>Where a harvest stands. The last two are final.</summary>
[GenerateSerializer, Alias("actors.harvest-state")]
public enum HarvestState
{
    Running,
    Paused,
    Completed,
    Cancelled,
}

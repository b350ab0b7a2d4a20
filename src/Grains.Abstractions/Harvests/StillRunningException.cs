namespace Actors.Grains.Harvests;

/// <summary>The harvest has not ended, so it cannot be forgotten.</summary>
[GenerateSerializer, Alias("actors.still-running")]
public sealed class StillRunningException() : ActorsException("still_running", "The harvest is still running; cancel it first.");

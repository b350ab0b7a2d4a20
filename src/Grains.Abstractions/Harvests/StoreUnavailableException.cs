namespace Actors.Grains.Harvests;

/// <summary>The store does not take writes now; nothing that was stored is lost.</summary>
[GenerateSerializer, Alias("actors.store-unavailable")]
public sealed class StoreUnavailableException() : ActorsException("store_unavailable", "The store cannot be written now.");

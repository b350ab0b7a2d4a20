namespace Actors.Grains.Harvests;

/// <summary>The harvest of that id was started with another request.</summary>
[GenerateSerializer, Alias("actors.idempotency-conflict")]
public sealed class IdempotencyConflictException()
    : ActorsException("idempotency_conflict", "A harvest was started under this key with another body.");

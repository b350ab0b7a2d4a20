namespace Actors.Grains.Throttles;

/// <summary>A permit that is given back. An unknown lease frees nothing, but what its exchange says of the host counts.</summary>
[GenerateSerializer, Immutable, Alias("actors.permit-return")]
public sealed record PermitReturn([property: Id(0)] string Lease, [property: Id(1)] ExchangeSignal Signal);

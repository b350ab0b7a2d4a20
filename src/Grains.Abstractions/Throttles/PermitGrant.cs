namespace Actors.Grains.Throttles;

/// <summary>A permit that was given to a ticket, as a lease.</summary>
/// <param name="Lease">Names the permit in renewals and at its return; starts with the throttle's epoch.</param>
/// <param name="Term">How long the lease lasts unless renewed, from when the call that brings this answer was sent.</param>
[GenerateSerializer, Immutable, Alias("actors.permit-grant")]
public sealed record PermitGrant([property: Id(0)] string Ticket, [property: Id(1)] string Lease, [property: Id(2)] TimeSpan Term);

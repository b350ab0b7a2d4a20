using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>What a throttle does not know of a renewal: leases to abort at once, tickets to hand in again.</summary>
/// <param name="Term">How long every other lease lasts from when the renewal was sent.</param>
[GenerateSerializer, Immutable, Alias("actors.renew-answer")]
public sealed record RenewAnswer(
    [property: Id(0)] ImmutableArray<string> LostLeases,
    [property: Id(1)] ImmutableArray<string> UnknownTickets,
    [property: Id(2)] TimeSpan Term);

using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>What became of tickets that waited.</summary>
/// <param name="Refusals">Tickets that are dropped because their host is down; in no other case is a ticket refused.</param>
[GenerateSerializer, Immutable, Alias("actors.permit-answer")]
public sealed record PermitAnswer(
    [property: Id(0)] ImmutableArray<PermitGrant> Grants, [property: Id(1)] ImmutableArray<PermitRefusal> Refusals);

/// <summary>No permit for this ticket: the breaker gave its host up.</summary>
/// <param name="Failure">The host's last failure.</param>
[GenerateSerializer, Immutable, Alias("actors.permit-refusal")]
public sealed record PermitRefusal([property: Id(0)] string Ticket, [property: Id(1)] HostFailure Failure);

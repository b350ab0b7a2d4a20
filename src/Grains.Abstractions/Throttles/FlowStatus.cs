using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>One harvest at one throttle: its exchanges in flight and what its other countries wait for.</summary>
[GenerateSerializer, Immutable, Alias("actors.flow-status")]
public sealed record FlowStatus(
    [property: Id(0)] int InFlight, [property: Id(1)] ImmutableArray<TicketStatus> Waiting);

/// <summary>A country that waits for a permit.</summary>
[GenerateSerializer, Immutable, Alias("actors.ticket-status")]
public sealed record TicketStatus([property: Id(0)] string Subject, [property: Id(1)] Waiting Waiting);

using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>
/// Asks for one permit: one HTTP exchange. Sending a ticket again replaces what it says (a second harvest joined).
/// </summary>
[GenerateSerializer, Immutable, Alias("actors.permit-request")]
public sealed record PermitRequest
{
    /// <summary>Unique over the cluster; chosen by the holder.</summary>
    [Id(0)] public required string Ticket { get; init; }

    /// <summary>The country's code, so that a harvest can be told what its countries wait for.</summary>
    [Id(1)] public required string Subject { get; init; }

    /// <summary>Harvests that want the exchange; it is charged to one that has room. Empty = interactive: ahead of all batch work.</summary>
    [Id(2)] public required ImmutableArray<Flow> Flows { get; init; }

    /// <summary>Place in its harvest; lower first.</summary>
    [Id(3)] public int Rank { get; init; }

    /// <summary>True once the country has had a permit: finishing comes before opening (see <c>PermitQueue</c>).</summary>
    [Id(4)] public bool Opened { get; init; }

    /// <summary>1 for the first request of an exchange; above it is a retry, charged to the host's budget when it is handed in.</summary>
    [Id(5)] public int Attempt { get; init; } = 1;
}

/// <summary>A harvest as the throttle sees it: an id and how many of its exchanges may be in flight; 0 = it is paused.</summary>
[GenerateSerializer, Immutable, Alias("actors.flow")]
public sealed record Flow([property: Id(0)] string Id, [property: Id(1)] int Limit);

namespace Actors.Grains.Membership;

/// <summary>What a gateway says of itself.</summary>
/// <param name="Id">Of this start of the process.</param>
/// <param name="Name">Of its machine.</param>
/// <param name="Version">Of the program.</param>
/// <param name="State"><see cref="MemberState.Active"/> or <see cref="MemberState.Stopping"/>.</param>
/// <param name="Sockets">WebSockets open.</param>
[GenerateSerializer, Immutable, Alias("actors.gateway-report")]
public sealed record GatewayReport(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Version,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] MemberState State,
    [property: Id(5)] int Sockets);

namespace Actors.Grains.Membership;

/// <summary>What a silo says of itself.</summary>
/// <param name="Address">As in the membership table, its generation included: another start is another silo.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Origins">Hash of the effective <c>Origins</c>; silos that differ fetch differently.</param>
/// <param name="Activations">Grains in memory.</param>
/// <param name="Harvests">Harvests that run there.</param>
[GenerateSerializer, Immutable, Alias("actors.silo-report")]
public sealed record SiloReport(
    [property: Id(0)] string Address,
    [property: Id(1)] string Version,
    [property: Id(2)] string Origins,
    [property: Id(3)] int Activations,
    [property: Id(4)] int Harvests);

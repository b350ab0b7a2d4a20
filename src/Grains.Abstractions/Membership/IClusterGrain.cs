using Orleans.Concurrency;

namespace Actors.Grains.Membership;

/// <summary>
/// Who is in the cluster: every silo and gateway reports itself once a second. Nothing is stored, a new activation has heard of everybody
/// within that time. One grain, key 0.
/// </summary>
[Alias("actors.cluster")]
public interface IClusterGrain : IGrainWithIntegerKey
{
    [Alias("report-silo"), AlwaysInterleave]
    Task ReportSilo(SiloReport report);

    [Alias("report-gateway"), AlwaysInterleave]
    Task ReportGateway(GatewayReport report);

    /// <summary>Silos as the membership table names them, with what they reported; gateways as they reported.</summary>
    [Alias("describe")]
    Task<ClusterStatus> Describe();
}

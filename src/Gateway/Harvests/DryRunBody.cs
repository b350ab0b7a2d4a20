using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>What a harvest would do: countries, HTTP exchanges if none is repeated, and how long they would take.</summary>
internal sealed record DryRunBody(int Total, int Requests, long EstimatedMs)
{
    public static DryRunBody From(HarvestEstimate estimate) => new(estimate.Total, estimate.Requests, estimate.EstimatedMs);
}

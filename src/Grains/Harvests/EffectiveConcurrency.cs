using Actors.Grains.Origins;

namespace Actors.Grains.Harvests;

/// <summary>How many exchanges a harvest may have in flight: what was asked for, or the least cap of its authorities.</summary>
internal static class EffectiveConcurrency
{
    public static int Of(HarvestRequest request, Origin origin, OriginCatalog catalog) => Math.Min(
        request.Concurrency,
        origin.Authorities.Select(catalog.ThrottleOf).Select(throttle => throttle.Concurrency).DefaultIfEmpty(origin.Throttle.Concurrency).Min());
}

using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;

namespace Actors.Grains.Origins;

/// <summary>
/// The configured origins and what is stored of each, gathered inside the cluster so that a gateway asks once.
/// Stateless: any key answers the same.
/// </summary>
[Alias("actors.origins")]
public interface IOriginsGrain : IGrainWithIntegerKey
{
    /// <summary>All origins, sorted by label.</summary>
    [Alias("list")]
    Task<ImmutableArray<OriginStatus>> List();

    /// <summary>One origin by its label, in any case.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    [Alias("find")]
    Task<OriginStatus> Find(string label);

    /// <summary>Stored countries of an origin that a filter lets through, after a code, by code.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    [Alias("countries")]
    Task<ImmutableArray<StoredCountry>> Countries(string label, CountryFilter filter, string? after, int limit);

    /// <summary>Grants no request to any authority of the origin until <see cref="Resume"/>; labels that share one share this too.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    [Alias("pause")]
    Task<OriginStatus> Pause(string label);

    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    [Alias("resume")]
    Task<OriginStatus> Resume(string label);

    /// <summary>What a harvest would do, without doing it.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    /// <exception cref="InvalidRequestException">A value is out of range.</exception>
    [Alias("estimate")]
    Task<HarvestEstimate> Estimate(HarvestRequest request);
}

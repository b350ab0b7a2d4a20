using System.Collections.Immutable;
using Actors.Grains.Countries;

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

    /// <summary>Stored countries of an origin after a code, by code.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    [Alias("countries")]
    Task<ImmutableArray<StoredCountry>> Countries(string label, string? after, int limit);
}

using System.Collections.Concurrent;
using Actors.Gateway.Problems;
using Actors.Grains.Origins;

namespace Actors.Gateway.Origins;

/// <summary>
/// Labels as people write them to labels as configured, remembered for a while: what is stored is served without asking
/// how the origin is. Only labels that exist are kept, so strangers cannot make it grow beyond their spellings.
/// </summary>
internal sealed class OriginLabels(IGrainFactory grains, TimeProvider time)
{
    private const string Default = "local";
    private const int MaxLabel = 100;
    private const int MaxKept = 1000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (OriginStatus Origin, long At)> _known = [];

    /// <summary>The origin that the query names; how its throttle stands may be a minute old.</summary>
    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    public async Task<OriginStatus> Resolve(HttpRequest request)
    {
        var label = request.Query["origin"] is [{ } text] ? text : Default;
        if (label.Length is 0 or > MaxLabel)
            throw Problem.Invalid("origin", $"'origin' must have 1 to {MaxLabel} characters.");
        if (_known.TryGetValue(label, out var known) && time.GetElapsedTime(known.At) < KeptFor)
            return known.Origin;
        var origin = await Ask(label);
        if (_known.Count < MaxKept)
            _known[label] = (origin, time.GetTimestamp());
        return origin;
    }

    /// <summary>An origin as it is now.</summary>
    public Task<OriginStatus> Ask(string label) => grains.GetGrain<IOriginsGrain>(0).Find(label);
}

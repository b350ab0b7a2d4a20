using System.Collections.Immutable;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Origins;

/// <summary>All configured origins: presets and section <c>Origins</c>. Everything wrong with them is said at start, by key.</summary>
internal sealed class OriginCatalog
{
    private readonly ImmutableSortedDictionary<string, Origin> _origins;
    private readonly Dictionary<string, ThrottleSettings> _throttles = new(StringComparer.Ordinal);

    /// <exception cref="OptionsValidationException">A key cannot be used; every failure is listed.</exception>
    public OriginCatalog(IConfiguration configuration)
    {
        var failures = new List<string>();
        _origins = OriginPresets.Over(configuration).GetSection("Origins").GetChildren()
            .Select(section => new OriginReader(section, failures).Read()).OfType<Origin>()
            .ToImmutableSortedDictionary(origin => origin.Label, origin => origin, StringComparer.OrdinalIgnoreCase);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Origins", typeof(OriginOptions), failures);
        }

        foreach (var (origin, authority) in _origins.Values.SelectMany(
            origin => origin.Authorities, (origin, authority) => (origin, authority)))
        {
            var strictest = _throttles.GetValueOrDefault(authority, new ThrottleSettings(int.MaxValue, null));
            _throttles[authority] = new ThrottleSettings(
                Math.Min(strictest.Concurrency, origin.Throttle.Concurrency),
                Stricter(strictest.PerSecond, origin.Throttle.PerSecond),
                strictest.Learn || origin.Throttle.Learn);
        }
    }

    public IEnumerable<Origin> All => _origins.Values;

    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    public Origin Find(string label) =>
        _origins.TryGetValue(label, out var origin) ? origin : throw new UnknownOriginException(label, [.. _origins.Keys]);

    public ThrottleSettings ThrottleOf(string authority) => _throttles.GetValueOrDefault(authority, ThrottleSettings.Default);

    private static double? Stricter(double? a, double? b) => a is null || b < a ? b ?? a : a;
}

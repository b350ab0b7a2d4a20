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
    private readonly ThrottleSettings _foreign;

    /// <exception cref="OptionsValidationException">A key cannot be used; every failure is listed.</exception>
    public OriginCatalog(IConfiguration configuration)
    {
        var failures = new List<string>();
        var section = OriginPresets.Over(configuration).GetSection("Origins");
        Fingerprint = SectionFingerprint.Of(section);
        _origins = section.GetChildren()
            .Select(section => new OriginReader(section, failures).Read()).OfType<Origin>()
            .ToImmutableSortedDictionary(origin => origin.Label, origin => origin, StringComparer.OrdinalIgnoreCase);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Origins", typeof(OriginOptions), failures);
        }

        foreach (var (origin, authority) in _origins.Values.SelectMany(
            origin => origin.Authorities, (origin, authority) => (origin, authority)))
        {
            _throttles[authority] = Stricter(_throttles.GetValueOrDefault(authority, new ThrottleSettings(int.MaxValue, null)), origin);
        }

        // Their flags are wherever the metadata says.
        _foreign = _origins.Values.Where(origin => origin.Flag is { Authority: null }).Aggregate(ThrottleSettings.Default, Stricter);
    }

    public IEnumerable<Origin> All => _origins.Values;

    /// <summary>The same in two silos that have the same origins configured.</summary>
    public string Fingerprint { get; }

    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    public Origin Find(string label) =>
        FindOrNull(label) ?? throw new UnknownOriginException(label, [.. _origins.Keys]);

    /// <summary>Null if no origin has that label, any more perhaps.</summary>
    public Origin? FindOrNull(string label) => _origins.GetValueOrDefault(label);

    /// <summary>An authority that no label names is one that only metadata or a redirect leads to: the strictest such label counts.</summary>
    public ThrottleSettings ThrottleOf(string authority) => _throttles.GetValueOrDefault(authority, _foreign);

    private static ThrottleSettings Stricter(ThrottleSettings settings, Origin origin) => new(
        Math.Min(settings.Concurrency, origin.Throttle.Concurrency),
        Stricter(settings.PerSecond, origin.Throttle.PerSecond),
        settings.Learn || origin.Throttle.Learn);

    private static double? Stricter(double? a, double? b) => a is null || b < a ? b ?? a : a;
}

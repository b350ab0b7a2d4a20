using System.Collections.Immutable;
using Actors.Grains.Json;

namespace Actors.Grains.Origins;

/// <summary>A configured origin, checked and ready to use.</summary>
internal sealed record Origin
{
    /// <summary>As configured; look-ups ignore case.</summary>
    public required string Label { get; init; }

    public UrlTemplate? Flag { get; init; }

    public UrlTemplate? Metadata { get; init; }

    public required ImmutableArray<string> Codes { get; init; }

    public required ThrottleSettingsOf Throttle { get; init; }

    public required int MaxAttempts { get; init; }

    public required int MaxBytes { get; init; }

    public required TimeSpan FreshFor { get; init; }

    public required bool AllowPrivateAddresses { get; init; }

    public required string UserAgent { get; init; }

    public required ImmutableArray<KeyValuePair<string, string>> Headers { get; init; }

    public required JsonPointer NameField { get; init; }

    public IEnumerable<string> Authorities =>
        new[] { Flag?.Authority, Metadata?.Authority }.OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>All exchanges go through one throttle.</summary>
    public bool HasOneAuthority => Flag is not { Authority: null } && Authorities.Take(2).Count() == 1;

    /// <summary>What this label asks of its authorities' throttles; the strictest of all labels wins.</summary>
    internal sealed record ThrottleSettingsOf(int Concurrency, double? PerSecond);
}

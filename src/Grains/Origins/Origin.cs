using System.Collections.Immutable;
using Actors.Grains.Json;

namespace Actors.Grains.Origins;

/// <summary>A configured origin, checked and ready to use.</summary>
internal sealed record Origin : Upstream
{
    public override string Section => $"Origins:{Label}";

    public UrlTemplate? Flag { get; init; }

    public UrlTemplate? Metadata { get; init; }

    public required ImmutableArray<string> Codes { get; init; }

    public required ThrottleSettingsOf Throttle { get; init; }

    public required JsonPointers NameField { get; init; }

    public required JsonPointers ContinentField { get; init; }

    public required JsonPointers CurrencyField { get; init; }

    public required JsonPointers LanguageField { get; init; }

    public required JsonPointers EmojiField { get; init; }

    /// <summary>Where an error document says so; null if nobody told.</summary>
    public JsonPointer? ErrorField { get; init; }

    /// <summary>All exchanges go through one throttle.</summary>
    public bool HasOneAuthority => Flag is not { Authority: null } && Authorities.Length == 1;

    /// <summary>A record would print its members, and secrets are among them.</summary>
    public override string ToString() => Label;

    /// <summary>What this label asks of its authorities' throttles; the strictest of all labels wins.</summary>
    internal sealed record ThrottleSettingsOf(int Concurrency, double? PerSecond, bool Learn);
}

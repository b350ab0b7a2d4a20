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

    /// <summary>For the configured <see cref="Authorities"/> only: they may be secrets.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>
    /// What stands in <see cref="Headers"/> or in a template's query, or came from the environment: must never be shown, even if the
    /// origin repeats it.
    /// </summary>
    public required ImmutableArray<string> Secrets { get; init; }

    public required JsonPointers NameField { get; init; }

    public required JsonPointers ContinentField { get; init; }

    public required JsonPointers CurrencyField { get; init; }

    public required JsonPointers LanguageField { get; init; }

    public required JsonPointers EmojiField { get; init; }

    /// <summary>Where an error document says so; null if nobody told.</summary>
    public JsonPointer? ErrorField { get; init; }

    /// <summary>Of the templates: scheme, host and port of each.</summary>
    public required ImmutableArray<string> Authorities { get; init; }

    /// <summary>All exchanges go through one throttle.</summary>
    public bool HasOneAuthority => Flag is not { Authority: null } && Authorities.Length == 1;

    /// <summary>A text without <see cref="Secrets"/>.</summary>
    public string Hide(string text) => Secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "***", StringComparison.Ordinal));

    /// <summary>A record would print its members, and secrets are among them.</summary>
    public override string ToString() => Label;

    /// <summary>What this label asks of its authorities' throttles; the strictest of all labels wins.</summary>
    internal sealed record ThrottleSettingsOf(int Concurrency, double? PerSecond, bool Learn);
}

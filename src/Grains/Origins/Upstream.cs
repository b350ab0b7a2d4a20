using System.Collections.Immutable;

namespace Actors.Grains.Origins;

/// <summary>Where something is fetched from: who asks, what may come, how long it counts, and what must not be shown.</summary>
internal abstract record Upstream
{
    /// <summary>As configured; look-ups ignore case.</summary>
    public required string Label { get; init; }

    /// <summary>The section of the configuration, for messages: <c>Origins:local</c>.</summary>
    public abstract string Section { get; }

    public required int MaxAttempts { get; init; }

    public required int MaxBytes { get; init; }

    public required TimeSpan FreshFor { get; init; }

    public required bool AllowPrivateAddresses { get; init; }

    public required string UserAgent { get; init; }

    /// <summary>For the configured <see cref="Authorities"/> only: they may be secrets.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// What stands in <see cref="Headers"/> or in a template's query, or came from the environment: must never be shown, even if the
    /// origin repeats it.
    /// </summary>
    public required ImmutableArray<string> Secrets { get; init; }

    /// <summary>Of the templates: scheme, host and port of each.</summary>
    public required ImmutableArray<string> Authorities { get; init; }

    /// <summary>A text without <see cref="Secrets"/>.</summary>
    public string Hide(string text) => Secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "***", StringComparison.Ordinal));
}

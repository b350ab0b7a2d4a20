using System.ComponentModel.DataAnnotations;

namespace Actors.Grains.Origins;

/// <summary>One origin. Section <c>Origins:{label}</c>.</summary>
public sealed class OriginOptions
{
    /// <summary>
    /// Template with <c>{cc}</c> or <c>{CC}</c>; may use <c>{metadata:/json/pointer}</c>, then metadata is fetched first, and
    /// <c>{env:NAME}</c> for a key. Default none.
    /// </summary>
    public string? FlagUrl { get; set; }

    /// <summary>Template with <c>{cc}</c> or <c>{CC}</c>. Default none; one of the two must be set.</summary>
    public string? MetadataUrl { get; set; }

    /// <summary>The origin's codes, for <c>all</c>: two ASCII letters each. Default: the 249 of ISO 3166-1.</summary>
    public IList<string> Codes { get; } = [];

    /// <summary>Exchanges in flight over the whole cluster, 1-1000. Default 5.</summary>
    [Range(1, 1000)] public int MaxConcurrency { get; set; } = 5;

    /// <summary>Requests in any second, from 0.01 to 10,000. Default none.</summary>
    [Range(0.01, 10_000)] public double? RequestsPerSecond { get; set; }

    /// <summary>Requests for one exchange, 1-10. Default 10.</summary>
    [Range(1, 10)] public int MaxAttempts { get; set; } = 10;

    /// <summary>Largest body in bytes, 1 to 64 MiB. Default 4 MiB.</summary>
    [Range(1, 64 * 1024 * 1024)] public int MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Lifetime of a response that states none. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")] public TimeSpan FreshFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Allows loopback and private addresses, for the authorities configured here only. Default false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Who asks. Default <c>actors/VERSION</c>.</summary>
    public string UserAgent { get; set; } = $"actors/{typeof(OriginOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>
    /// Further request headers, sent to the authorities configured here only. <c>{env:NAME}</c> is replaced from the
    /// environment: secrets stand there, and are never shown. Default none.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a rate by itself that the origin does not announce. Default false.</summary>
    public bool Learn { get; set; }

    /// <summary>
    /// Where the country's name stands in its metadata: a JSON pointer (RFC 6901), or several (<c>NameField:0</c>, <c>:1</c>)
    /// of which the first that finds something counts. Default <c>/country</c>.
    /// </summary>
    public IList<string> NameField { get; } = [];

    /// <summary>The continent's code or name, as <see cref="NameField"/>. Default <c>/continent</c>.</summary>
    public IList<string> ContinentField { get; } = [];

    /// <summary>The currencies, as <see cref="NameField"/>. Default <c>/currencies</c>, <c>/currency</c>.</summary>
    public IList<string> CurrencyField { get; } = [];

    /// <summary>The languages, as <see cref="NameField"/>. Default <c>/languages</c>, <c>/language</c>.</summary>
    public IList<string> LanguageField { get; } = [];

    /// <summary>The flag as an emoji, as <see cref="NameField"/>. Default <c>/emoji</c>.</summary>
    public IList<string> EmojiField { get; } = [];

    /// <summary>
    /// A JSON pointer to what only an error has: where it finds something other than null, false or an empty value, the
    /// document is an error's, whatever its status. Default none.
    /// </summary>
    public string? ErrorField { get; set; }
}

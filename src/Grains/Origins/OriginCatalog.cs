using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Actors.Grains.Countries;
using Actors.Grains.Json;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Origins;

/// <summary>All configured origins: presets and section <c>Origins</c>. Everything wrong with them is said at start, by key.</summary>
internal sealed class OriginCatalog
{
    private static readonly SearchValues<char> Label =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly HashSet<string> Keys =
        typeof(OriginOptions).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableSortedDictionary<string, Origin> _origins;
    private readonly Dictionary<string, ThrottleSettings> _throttles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _private = new(StringComparer.Ordinal);

    /// <exception cref="OptionsValidationException">A key cannot be used; every failure is listed.</exception>
    public OriginCatalog(IConfiguration configuration)
    {
        var failures = new List<string>();
        _origins = OriginPresets.Over(configuration).GetSection("Origins").GetChildren()
            .Select(section => Read(section, failures)).OfType<Origin>()
            .ToImmutableSortedDictionary(origin => origin.Label, origin => origin, StringComparer.OrdinalIgnoreCase);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Origins", typeof(OriginOptions), failures);
        }

        foreach (var (origin, authority) in _origins.Values.SelectMany(origin => origin.Authorities, (origin, authority) => (origin, authority)))
        {
            var strictest = _throttles.GetValueOrDefault(authority, new ThrottleSettings(int.MaxValue, null));
            _throttles[authority] = new ThrottleSettings(
                Math.Min(strictest.Concurrency, origin.Throttle.Concurrency), Stricter(strictest.PerSecond, origin.Throttle.PerSecond));
            if (origin.AllowPrivateAddresses)
            {
                _private.Add(authority);
            }
        }
    }

    public IEnumerable<Origin> All => _origins.Values;

    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    public Origin Find(string label) =>
        _origins.TryGetValue(label, out var origin) ? origin : throw new UnknownOriginException(label, [.. _origins.Keys]);

    public ThrottleSettings ThrottleOf(string authority) => _throttles.GetValueOrDefault(authority, ThrottleSettings.Default);

    /// <summary>Whether the authority was configured with leave to be on a private network; a redirect elsewhere never inherits it.</summary>
    public bool AllowsPrivate(string authority) => _private.Contains(authority);

    private static double? Stricter(double? a, double? b) => a is null || b < a ? b ?? a : a;

    private static Origin? Read(IConfigurationSection section, List<string> failures)
    {
        var before = failures.Count;
        var options = new OriginOptions();
        if (section.Key.AsSpan().ContainsAnyExcept(Label))
        {
            failures.Add($"{section.Path}: a label is made of letters, digits, '-', '_' and '.'");
        }

        failures.AddRange(section.GetChildren().Where(child => !Keys.Contains(child.Key)).Select(child => $"{child.Path}: there is no such key"));
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException error)
        {
            failures.Add($"{section.Path}: {error.Message}");
            return null;
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        failures.AddRange(results.Select(result => $"{section.Path}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));

        var flag = Try(() => options.FlagUrl is { } url ? UrlTemplate.Parse(url, mayUseMetadata: options.MetadataUrl is not null) : null, "FlagUrl");
        var metadata = Try(() => options.MetadataUrl is { } url ? UrlTemplate.Parse(url, mayUseMetadata: false) : null, "MetadataUrl");
        var name = Try(() => JsonPointer.Parse(options.NameField), "NameField");
        if (options.FlagUrl is null && options.MetadataUrl is null)
        {
            failures.Add($"{section.Path}:FlagUrl: neither FlagUrl nor MetadataUrl is set");
        }

        failures.AddRange(options.Codes.Where(code => !CountryCodes.TryParse(code, out _))
            .Select((code, index) => $"{section.Path}:Codes:{index}: '{code}' is not two ASCII letters"));
        failures.AddRange(options.Headers.Where(header => !IsHeader(header.Key, header.Value))
            .Select(header => $"{section.Path}:Headers:{header.Key}: not a header that can be sent"));
        if (!IsHeader("User-Agent", options.UserAgent))
        {
            failures.Add($"{section.Path}:UserAgent: not a header that can be sent");
        }

        return failures.Count > before ? null : new Origin
        {
            Label = section.Key.ToLowerInvariant(),
            Flag = flag,
            Metadata = metadata,
            Codes = options.Codes.Count == 0 ? CountryCodes.Iso3166 : [.. options.Codes.Select(code => code.ToUpperInvariant()).Order().Distinct()],
            Throttle = new(options.MaxConcurrency, options.RequestsPerSecond),
            MaxAttempts = options.MaxAttempts,
            MaxBytes = options.MaxBytes,
            FreshFor = options.FreshFor,
            AllowPrivateAddresses = options.AllowPrivateAddresses,
            UserAgent = options.UserAgent,
            Headers = [.. options.Headers],
            NameField = name!,
        };

        T? Try<T>(Func<T?> parse, string key)
            where T : class
        {
            try
            {
                return parse();
            }
            catch (FormatException error)
            {
                failures.Add($"{section.Path}:{key}: {error.Message}");
                return null;
            }
        }
    }

    private static bool IsHeader(string name, string? value)
    {
        using var probe = new HttpRequestMessage();
        return !string.IsNullOrWhiteSpace(value) && !value.AsSpan().ContainsAny('\r', '\n', '\0')
            && probe.Headers.TryAddWithoutValidation(name, value);
    }
}

using System.Buffers;
using System.ComponentModel.DataAnnotations;
using Actors.Grains.Countries;
using Actors.Grains.Json;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Origins;

/// <summary>
/// Reads one origin from its section. What cannot be used becomes a failure that names its key, and never shows a header's value
/// or a URL.
/// </summary>
internal sealed class OriginReader(IConfigurationSection section, List<string> failures)
{
    private static readonly SearchValues<char> Label =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly string[] PointerKeys = ["NameField", "ContinentField", "CurrencyField", "LanguageField", "EmojiField"];

    /// <summary>Whether a text can name an origin or a feed.</summary>
    public static bool IsLabel(string text) => !text.AsSpan().ContainsAnyExcept(Label);

    /// <summary>Null if anything is wrong.</summary>
    public Origin? Read()
    {
        var before = failures.Count;
        var options = new OriginOptions();
        if (!IsLabel(section.Key))
        {
            failures.Add($"{section.Path}: a label is made of letters, digits, '-', '_' and '.'");
        }

        failures.AddRange(SectionKeys.Complaints(section, typeof(OriginOptions), PointerKeys));
        // An empty value is as good as none to whatever reads it, and the default would come unasked.
        failures.AddRange(section.GetChildren()
            .Where(child => child.Key.ToUpperInvariant() is "USERAGENT" or "NAMEFIELD" && string.IsNullOrEmpty(child.Value) && !child.GetChildren().Any())
            .Select(child => $"{child.Path}: is empty"));
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
        failures.AddRange(options.Codes.Select((code, index) => (code, index)).Where(code => !CountryCodes.TryParse(code.code, out _))
            .Select(code => $"{section.Path}:Codes:{code.index}: '{code.code}' is not two ASCII letters"));
        var origin = Create(options);
        return failures.Count > before ? null : origin;
    }

    private Origin Create(OriginOptions options)
    {
        if (options.FlagUrl is null && options.MetadataUrl is null)
        {
            failures.Add($"{section.Path}:FlagUrl: neither FlagUrl nor MetadataUrl is set");
        }

        if (string.IsNullOrWhiteSpace(options.UserAgent))
        {
            failures.Add($"{section.Path}:UserAgent: is empty; an origin's owner must be able to see who asks");
        }
        else if (HeaderText.Complaint("User-Agent", options.UserAgent) is { } complaint)
        {
            failures.Add($"{section.Path}:UserAgent: {complaint}");
        }

        var secrets = new List<string>();
        var flag = Template("FlagUrl", options.FlagUrl, mayUseMetadata: options.MetadataUrl is not null, secrets);
        var metadata = Template("MetadataUrl", options.MetadataUrl, mayUseMetadata: false, secrets);
        return new Origin
        {
            Label = section.Key.ToLowerInvariant(),
            Flag = flag,
            Metadata = metadata,
            Authorities = [.. new[] { flag?.Authority, metadata?.Authority }.OfType<string>().Distinct(StringComparer.Ordinal)],
            Codes = options.Codes.Count == 0
                ? CountryCodes.Iso3166
                : [.. options.Codes.Select(code => code.ToUpperInvariant()).Order().Distinct()],
            Throttle = new(options.MaxConcurrency, options.RequestsPerSecond, options.Learn),
            MaxAttempts = options.MaxAttempts,
            MaxBytes = options.MaxBytes,
            FreshFor = options.FreshFor,
            AllowPrivateAddresses = options.AllowPrivateAddresses,
            UserAgent = options.UserAgent,
            Headers = [.. options.Headers.Select(header => Header(header.Key, header.Value, secrets))
                .OfType<KeyValuePair<string, string>>()],
            Secrets = HeaderText.ToHide(secrets),
            NameField = Pointers("NameField", "/country"),
            ContinentField = Pointers("ContinentField", "/continent"),
            CurrencyField = Pointers("CurrencyField", "/currencies", "/currency"),
            LanguageField = Pointers("LanguageField", "/languages", "/language"),
            EmojiField = Pointers("EmojiField", "/emoji"),
            ErrorField = Try("ErrorField", () => options.ErrorField is { } text ? JsonPointer.Parse(text) : null),
        };
    }

    private UrlTemplate? Template(string key, string? text, bool mayUseMetadata, List<string> secrets) =>
        Try(key, () => text is null ? null : UrlTemplate.Parse(text, mayUseMetadata, Environment.GetEnvironmentVariable, secrets));

    /// <summary>One pointer as the key's value, or several as its children.</summary>
    private JsonPointers Pointers(string key, params string[] unset)
    {
        var listed = section.GetSection(key).GetChildren().ToList();
        IConfigurationSection[] set = listed.Count > 0 ? [.. listed] : section[key] is null ? [] : [section.GetSection(key)];
        var texts = set.Length > 0 ? set.Select(one => one.Value ?? "") : unset;
        foreach (var one in set)
        {
            if (key == "NameField" && string.IsNullOrEmpty(one.Value))
            {
                failures.Add($"{one.Path}: is empty; it must point at the name, as in /name/common");
            }

            Try(one.Path[(section.Path.Length + 1)..], () => JsonPointer.Parse(one.Value ?? ""));
        }

        return Try(key, () => JsonPointers.Parse(texts), isReported: false) ?? JsonPointers.Parse(unset);
    }

    private KeyValuePair<string, string>? Header(string name, string? template, List<string> secrets)
    {
        var key = $"{section.Path}:Headers:{name}";
        try
        {
            var value = HeaderText.Expand(template ?? "", Environment.GetEnvironmentVariable, secrets);
            if (HeaderText.Complaint(name, value) is { } complaint)
            {
                failures.Add($"{key}: {complaint}");
                return null;
            }

            secrets.Add(value);
            return KeyValuePair.Create(name, value);
        }
        catch (FormatException error)
        {
            failures.Add($"{key}: {error.Message}");
            return null;
        }
    }

    private T? Try<T>(string key, Func<T?> parse, bool isReported = true)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (FormatException error)
        {
            if (isReported)
            {
                failures.Add($"{section.Path}:{key}: {error.Message}");
            }

            return null;
        }
    }
}

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Feeds;

/// <summary>All configured feeds: the bundled origin's and section <c>Feeds</c>. Everything wrong with them is said at start, by key.</summary>
internal sealed class FeedCatalog
{
    private const int MaxAttempts = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private readonly ImmutableSortedDictionary<string, Feed> _feeds;

    /// <exception cref="OptionsValidationException">A key cannot be used; every failure is listed.</exception>
    public FeedCatalog(IConfiguration configuration)
    {
        var failures = new List<string>();
        var section = OriginPresets.Over(configuration).GetSection("Feeds");
        Fingerprint = SectionFingerprint.Of(section);
        _feeds = section.GetChildren().Select(child => Read(child, failures)).OfType<Feed>()
            .ToImmutableSortedDictionary(feed => feed.Label, feed => feed, StringComparer.OrdinalIgnoreCase);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Feeds", typeof(FeedOptions), failures);
        }
    }

    public IEnumerable<Feed> All => _feeds.Values;

    /// <summary>The same in two silos that have the same feeds configured.</summary>
    public string Fingerprint { get; }

    /// <exception cref="UnknownFeedException">No feed has that name.</exception>
    public Feed Find(string name) => _feeds.GetValueOrDefault(name) ?? throw new UnknownFeedException(name, [.. _feeds.Keys]);

    /// <summary>Null if anything is wrong.</summary>
    private static Feed? Read(IConfigurationSection section, List<string> failures)
    {
        var before = failures.Count;
        if (!OriginReader.IsLabel(section.Key))
        {
            failures.Add($"{section.Path}: a name is made of letters, digits, '-', '_' and '.'");
        }

        failures.AddRange(SectionKeys.Complaints(section, typeof(FeedOptions)));
        var options = new FeedOptions();
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
        var isFetchedOnce = options.FreshFor.Equals(FeedOptions.Never, StringComparison.OrdinalIgnoreCase);
        var freshFor = Longest;
        if (!isFetchedOnce
            && (!TimeSpan.TryParse(options.FreshFor, CultureInfo.InvariantCulture, out freshFor) || freshFor < TimeSpan.Zero || freshFor > Longest))
        {
            failures.Add($"{section.Path}:FreshFor: is neither a time from 00:00:00 to 3650.00:00:00 nor '{FeedOptions.Never}'");
        }

        var secrets = new List<string>();
        UrlTemplate? template = null;
        try
        {
            template = options.Url is { } url ? UrlTemplate.ParseFixed(url, Environment.GetEnvironmentVariable, secrets) : null;
        }
        catch (FormatException error)
        {
            failures.Add($"{section.Path}:Url: {error.Message}");
        }

        return failures.Count > before ? null : new Feed
        {
            Label = section.Key.ToLowerInvariant(),
            Template = template!,
            Url = template!.Expand("", null)!,
            Authorities = [template.Authority!],
            IsFetchedOnce = isFetchedOnce,
            FreshFor = freshFor,
            MaxAttempts = MaxAttempts,
            MaxBytes = options.MaxBytes,
            AllowPrivateAddresses = options.AllowPrivateAddresses,
            UserAgent = new OriginOptions().UserAgent,
            Secrets = HeaderText.ToHide(secrets),
        };
    }
}

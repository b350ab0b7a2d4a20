using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Origin;

/// <summary>
/// Reads the section <c>Origin</c>. By hand and not by a generated validator, which would name a property where the user needs the
/// key; and before the host is built, because Kestrel asks for its ports while it is.
/// </summary>
internal static class OriginConfiguration
{
    private static readonly TimeSpan _longestDelay = TimeSpan.FromMinutes(10);

    /// <exception cref="OptionsValidationException">Every key that cannot be read or is out of range, each named.</exception>
    public static OriginOptions Read(IConfiguration configuration)
    {
        string[] failures;
        OriginOptions options = new();
        try
        {
            configuration.GetSection("Origin").Bind(options);
            failures = [.. Unknown(configuration), .. Failures(options)];
        }
        catch (InvalidOperationException unreadable)
        {
            // The binder's own words name the key and the value.
            failures = [unreadable.Message];
        }

        return failures.Length == 0
            ? options
            : throw new OptionsValidationException(Options.DefaultName, typeof(OriginOptions), failures);
    }

    /// <summary>Keys that nobody reads: the binder passes over them, and the fault that one should cause would not happen.</summary>
    private static IEnumerable<string> Unknown(IConfiguration configuration)
    {
        (string Section, string[] Known)[] sections =
        [
            ("Origin", ["Embedded", .. Names<OriginOptions>()]), ("Origin:Ports", Names<OriginPorts>()), ("Origin:Error", Names<ErrorOptions>()),
        ];
        return sections.SelectMany(section => configuration.GetSection(section.Section).GetChildren()
            .Where(child => !section.Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path}: there is no such key; known are {string.Join(", ", section.Known.Order(StringComparer.Ordinal))}."));
    }

    private static string[] Names<T>() => [.. typeof(T).GetProperties().Select(property => property.Name)];

    private static IEnumerable<string> Failures(OriginOptions options)
    {
        var ports = options.Ports.ByKey;
        foreach (var (key, port) in ports.Where(entry => entry.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort))
            yield return $"{key} must be a port from 1 to 65535, or 0 for a free one; it is {port}.";

        foreach (var shared in ports.Where(entry => entry.Port != 0).GroupBy(entry => entry.Port, entry => entry.Key))
        {
            if (shared.Count() > 1)
                yield return $"{string.Join(" and ", shared)} must differ; each is {shared.Key}.";
        }

        if (options.Delay < TimeSpan.Zero || options.Delay > _longestDelay)
            yield return $"Origin:Delay must be a duration from 00:00:00 to {_longestDelay}; it is {options.Delay}.";

        if (options.Error.Rate is not (>= 0 and <= 1))
            yield return $"Origin:Error:Rate must be a number from 0 to 1; it is {options.Error.Rate}.";

        if (options.Error.DelayRate is not (>= 0 and <= 1))
            yield return $"Origin:Error:DelayRate must be a number from 0 to 1; it is {options.Error.DelayRate}.";

        if (options.Error.Status is < 400 or > 599)
            yield return $"Origin:Error:Status must be an HTTP status from 400 to 599; it is {options.Error.Status}.";
    }
}

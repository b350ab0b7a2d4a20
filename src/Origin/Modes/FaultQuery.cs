using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Actors.Origin.Control;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>
/// Reads what a request asks of its mode. Whatever is not understood is refused by name: a typo must not look like a result.
/// </summary>
internal sealed class FaultQuery
{
    private const int MaxEntries = 32;
    private const int MaxText = 200;
    private const int Year = 31_536_000;

    private readonly Dictionary<string, Parameter> _parameters;
    private readonly ModeCatalog _catalog;

    public FaultQuery(ModeCatalog catalog)
    {
        _catalog = catalog;
        var names = string.Join(", ", catalog.Names);
        var entries = $"at most {MaxEntries} of these, separated by commas: ok, a status from 400 to 599, {names}";
        _parameters = new Dictionary<string, Parameter>(StringComparer.Ordinal)
        {
            ["seed"] = Whole(long.MinValue, long.MaxValue, "", (asked, value) => asked with { Seed = value }),
            ["rate"] = new("a number from 0 to 1", (asked, text) => Share(text) is { } rate ? asked with { Rate = rate } : null),
            ["delay"] = Whole(0, 600_000, "milliseconds", (asked, value) => asked with { Delay = TimeSpan.FromMilliseconds(value) }),
            ["retryAfter"] = Whole(0, Year, "seconds", (asked, value) => asked with { RetryAfter = (int)value }),
            ["skew"] = Whole(-Year, Year, "seconds", (asked, value) => asked with { Skew = TimeSpan.FromSeconds(value) }),
            ["quota"] = Whole(1, 100_000, "requests per second", (asked, value) => asked with { Quota = (int)value }),
            ["size"] = Whole(1, 1 << 30, "bytes", (asked, value) => asked with { Size = value }),
            ["n"] = Whole(0, 1000, "", (asked, value) => asked with { N = (int)value }),
            ["pace"] = Whole(0, 60_000, "milliseconds", (asked, value) => asked with { Pace = TimeSpan.FromMilliseconds(value) }),
            ["cacheControl"] = new(
                $"at most {MaxText} visible ASCII characters", (asked, text) => IsHeader(text) ? asked with { CacheControl = text } : null),
            ["age"] = Whole(0, Year, "seconds", (asked, value) => asked with { Age = (int)value }),
            ["plan"] = new(entries, (asked, text) => Modes(text) is { } plan ? asked with { Plan = plan } : null),
            ["faults"] = new(entries, (asked, text) => Modes(text) is { } faults ? asked with { Faults = faults } : null),
        };
    }

    public bool TryRead(
        IQueryCollection query, FaultParameters usual, out FaultParameters asked, [NotNullWhen(false)] out Problem? problem)
    {
        asked = usual;
        problem = null;
        foreach (var (name, values) in query)
        {
            if (!_parameters.TryGetValue(name, out var parameter))
            {
                problem = Refusal("unknown_parameter", $"'{name}' is unknown; known are {string.Join(", ", _parameters.Keys)}.");
                return false;
            }

            if (values is not [{ } text] || parameter.Apply(asked, text) is not { } next)
            {
                problem = Refusal("bad_parameter", $"'{name}' must be, once, {parameter.Range}.");
                return false;
            }

            asked = next;
        }

        return true;
    }

    private static Problem Refusal(string code, string detail) => Problem.Of(StatusCodes.Status400BadRequest, code, detail);

    private static Parameter Whole(long min, long max, string unit, Func<FaultParameters, long, FaultParameters> apply) => new(
        $"a whole number of {unit} from {min} to {max}".Replace(" of  from", " from", StringComparison.Ordinal),
        (asked, text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
                ? apply(asked, value)
                : null);

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1
            ? rate
            : null;

    private static bool IsHeader(string text) => text.Length <= MaxText && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private IMode[]? Modes(string text)
    {
        var names = text.Split(',', MaxEntries + 1);
        var modes = names.Select(Entry).OfType<IMode>().ToArray();
        return names.Length <= MaxEntries && modes.Length == names.Length ? modes : null;
    }

    private IMode? Entry(string name) =>
        name == "ok" ? _catalog.Find("local")
        : _catalog.Find(name) is { } mode ? mode
        : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and <= 599
            ? StatusFaults.Plain(name, status)
            : null;

    /// <param name="Range">Completes the sentence "it must be".</param>
    /// <param name="Apply">Null if the text is out of the range.</param>
    private sealed record Parameter(string Range, Func<FaultParameters, string, FaultParameters?> Apply);
}

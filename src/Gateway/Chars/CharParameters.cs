using System.Globalization;
using Actors.Gateway.Problems;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>The query of a request for characters, read once and strictly from what was sent.</summary>
internal sealed class CharParameters
{
    private const int DefaultLimit = 50;

    private readonly QueryRules _rules;
    private readonly string?[] _values;

    /// <param name="raw">The query as it was sent, with its question mark; may be empty.</param>
    /// <param name="rules">What the path knows.</param>
    /// <exception cref="ProblemException">Unknown, repeated, or not percent-encoded UTF-8.</exception>
    public CharParameters(ReadOnlySpan<char> raw, QueryRules rules)
    {
        _rules = rules;
        _values = new string?[rules.Parameters.Length];
        if (raw is ['?', ..])
            raw = raw[1..];
        foreach (var range in raw.Split('&'))
            if (raw[range] is { Length: > 0 } pair)
                Take(pair);
    }

    public string? this[QueryParameter parameter] => Array.IndexOf(_rules.Parameters, parameter) is >= 0 and var at ? _values[at] : null;

    /// <exception cref="ProblemException">A number that is none, or out of range.</exception>
    public CharRequest ToRequest()
    {
        // An empty cursor is what a form or a template sends for the first page.
        var after = this[Paging.AfterParameter] is { Length: > 0 } cursor ? cursor : null;
        var request = new CharRequest(
            this[CharQueryParameters.Query] ?? "", this[CharQueryParameters.Mode], this[CharQueryParameters.Sort],
            this[CharQueryParameters.Unicode], LimitOf(this[CharQueryParameters.Limit]), after,
            PlaceOf(CharQueryParameters.Start), PlaceOf(CharQueryParameters.Stop));
        return after is null || request is { Start: null, Stop: null }
            ? request
            : throw InvalidRange(
                request.Start is null ? CharQueryParameters.Stop : CharQueryParameters.Start, "cannot be combined with 'after'");
    }

    private static int LimitOf(string? text)
    {
        if (text is null)
            return DefaultLimit;
        return NumberOf(text) is { } limit and >= 1 and <= CharDesk.MaxLimit
            ? limit
            : throw Problem.Invalid("limit", $"'limit' must be an integer from 1 to {CharDesk.MaxLimit}.");
    }

    private static ProblemException InvalidRange(QueryParameter parameter, string what) => new(new Problem(
        StatusCodes.Status400BadRequest, "invalid_range", $"'{parameter.Name}' {what}.", parameter.Name));

    private void Take(ReadOnlySpan<char> pair)
    {
        var equals = pair.IndexOf('=');
        var name = PercentText.Decode(equals < 0 ? pair : pair[..equals], "query", plusIsSpace: true);
        var at = Array.FindIndex(_rules.Parameters, parameter => parameter.Name == name);
        if (at < 0)
            throw RequestRules.UnknownParameter(name);
        if (_values[at] is not null)
            throw RequestRules.RepeatedParameter(name);
        _values[at] = equals < 0 ? "" : PercentText.Decode(pair[(equals + 1)..], name, plusIsSpace: true);
    }

    private int? PlaceOf(QueryParameter parameter) => this[parameter] is not { } text ? null
        : NumberOf(text) ?? throw InvalidRange(parameter, $"must be an integer from 0 to {int.MaxValue}");

    // Digits alone: the parser itself would overlook U+0000 behind them.
    private static int? NumberOf(string text) =>
        text.All(char.IsAsciiDigit) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Actors.Grains.Origins;

/// <summary>
/// Parses a structured field that is a list of strings or tokens with parameters (RFC 9651 §4.2): all that rate limits need of it.
/// </summary>
internal ref struct StructuredList
{
    /// <summary>Longest field in characters.</summary>
    public const int MostCharacters = 4096;

    private static readonly SearchValues<char> Token = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~:/");

    private static readonly SearchValues<char> Key = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*");

    private static readonly SearchValues<char> Base64 = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=");

    private ReadOnlySpan<char> _rest;

    private StructuredList(ReadOnlySpan<char> text) => _rest = text;

    /// <summary>Null if it is malformed: then the whole field is ignored (RFC 9651 §4.2).</summary>
    public static IReadOnlyList<StructuredItem>? Parse(string text)
    {
        if (text.Length > MostCharacters)
        {
            return null;
        }

        var parser = new StructuredList(text.AsSpan().Trim(' '));
        var items = new List<StructuredItem>();
        while (parser.TryItem() is { } item)
        {
            items.Add(item);
            parser.SkipBlanks();
            if (parser._rest.IsEmpty)
            {
                return items;
            }

            if (!parser.Take(','))
            {
                return null;
            }

            parser.SkipBlanks();
        }

        return null;
    }

    private StructuredItem? TryItem()
    {
        if (TryText() is not { } name)
        {
            return null;
        }

        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (Take(';'))
        {
            _rest = _rest.TrimStart(' ');
            if (_rest.IsEmpty || !(char.IsAsciiLetterLower(_rest[0]) || _rest[0] == '*'))
            {
                return null;
            }

            var key = TakeWhile(Key).ToString();
            // Without a value it is true, which nobody here reads.
            object? value = null;
            if (Take('=') && !TryValue(out value))
            {
                return null;
            }

            parameters[key] = value;
        }

        return new StructuredItem(name, parameters);
    }

    private bool TryValue(out object? value)
    {
        value = null;
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (char.IsAsciiDigit(_rest[0]) || _rest[0] == '-')
        {
            return TryNumber(out value);
        }

        if (Take('?'))
        {
            return Take('0') || Take('1');
        }

        if (Take(':'))
        {
            TakeWhile(Base64);
            return Take(':');
        }

        value = TryText();
        return value is not null;
    }

    private bool TryNumber(out object? value)
    {
        var length = _rest[1..].IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end + 1 : _rest.Length;
        // Fifteen digits at most (RFC 9651 §3.3.1). A decimal is no integer: read over.
        value = long.TryParse(_rest[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        _rest = _rest[length..];
        if (Take('.'))
        {
            var digits = _rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var stop ? stop : _rest.Length;
            _rest = _rest[digits..];
            value = null;
            return digits is > 0 and <= 3;
        }

        return value is not null && length <= 16;
    }

    /// <summary>A string or a token.</summary>
    private string? TryText()
    {
        if (!Take('"'))
        {
            return !_rest.IsEmpty && (char.IsAsciiLetter(_rest[0]) || _rest[0] == '*') ? TakeWhile(Token).ToString() : null;
        }

        var text = new StringBuilder();
        while (!_rest.IsEmpty && _rest[0] is >= ' ' and <= '~')
        {
            var letter = _rest[0];
            _rest = _rest[1..];
            if (letter == '"')
            {
                return text.ToString();
            }

            if (letter == '\\')
            {
                if (_rest.IsEmpty || _rest[0] is not ('"' or '\\'))
                {
                    return null;
                }

                letter = _rest[0];
                _rest = _rest[1..];
            }

            text.Append(letter);
        }

        return null;
    }

    private ReadOnlySpan<char> TakeWhile(SearchValues<char> allowed)
    {
        var length = _rest.IndexOfAnyExcept(allowed) is >= 0 and var end ? end : _rest.Length;
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private bool Take(char letter)
    {
        if (_rest.IsEmpty || _rest[0] != letter)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private void SkipBlanks() => _rest = _rest.TrimStart(" \t");
}

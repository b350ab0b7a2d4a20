using System.Globalization;
using System.Text;
using Actors.Client.Harvests;

namespace Actors.Cli.Flags;

/// <summary>File names for flags that are safe on every file system, whatever an origin calls a country.</summary>
internal static class FileNames
{
    /// <summary>The longest name in bytes of UTF-8 that common file systems take.</summary>
    public const int LongestName = 255;

    private const string Forbidden = "/\\:*?\"<>|";

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary><c>cc.ext</c>, or <c>Country_Name-CC.ext</c> if <paramref name="byName"/> and the name is known.</summary>
    /// <exception cref="IOException">The code is none: a node never sends such, and nothing else may become part of a path.</exception>
    public static string For(CountryStatus country, string mediaType, bool byName)
    {
        if (country.Code is not [var first, var second] || !char.IsAsciiLetter(first) || !char.IsAsciiLetter(second))
            throw new IOException($"'{country.Code}' is no country code.");
        var extension = Extension(mediaType);
        return byName && !string.IsNullOrWhiteSpace(country.Country)
            ? ByName(country.Country, $"-{country.Code.ToUpperInvariant()}.{extension}")
            : $"{country.Code.ToLowerInvariant()}.{extension}";
    }

    private static string Extension(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/svg+xml" => "svg",
        "image/gif" => "gif",
        "image/png" => "png",
        "image/jpeg" or "image/jpg" => "jpg",
        "image/webp" => "webp",
        _ => "bin",
    };

    private static string ByName(string name, string ending)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.Trim().EnumerateRunes())
            safe.Append(IsSafe(rune) ? rune.ToString() : "_");
        // A leading dot hides a file, a leading hyphen looks like an option.
        if (safe[0] is '.' or '-')
            safe[0] = '_';
        // Windows takes NUL.anything for the device.
        if (Reserved.Contains(safe.ToString().Split('.')[0]))
            safe.Insert(0, '_');
        return Shorten(safe.ToString(), LongestName - Encoding.UTF8.GetByteCount(ending)) + ending;
    }

    private static bool IsSafe(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && rune != Rune.ReplacementChar
        && (!rune.IsAscii || !Forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
        // Format characters include those that turn the direction of writing, which disguises extensions.
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    private static string Shorten(string name, int mostBytes)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > mostBytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return name[..length];
    }
}

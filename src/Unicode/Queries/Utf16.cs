namespace Actors.Unicode.Queries;

/// <summary>Walks over UTF-16 text that may be ill-formed.</summary>
internal static class Utf16
{
    /// <summary>The code point that starts at a position. A lone surrogate stands for itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">A position inside of it.</param>
    /// <param name="length">Units that the code point takes, 1 or 2.</param>
    public static int CodePointAt(ReadOnlySpan<char> text, int position, out int length)
    {
        var first = text[position];
        if (char.IsHighSurrogate(first) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(first, text[position + 1]);
        }
        length = 1;
        return first;
    }

    /// <summary>Where the first lone surrogate is; -1 if there is none.</summary>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var position = 0; position < text.Length;)
        {
            if (CodePointAt(text, position, out var length) is >= 0xD800 and <= 0xDFFF)
                return position;
            position += length;
        }
        return -1;
    }
}

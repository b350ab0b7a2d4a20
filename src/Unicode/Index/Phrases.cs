namespace Actors.Unicode.Index;

/// <summary>Words that stand one directly behind the other in a name or an alias.</summary>
internal static class Phrases
{
    /// <param name="name">ASCII; whatever is no letter or digit separates its words. Small letters count as capitals.</param>
    /// <param name="words">Upper-cased, at least one.</param>
    public static bool Has(ReadOnlySpan<byte> name, ReadOnlySpan<ReadOnlyMemory<byte>> words)
    {
        for (var start = NextWord(name, 0); start < name.Length; start = NextWord(name, EndOfWord(name, start)))
        {
            if (StartsWith(name[start..], words))
                return true;
        }

        return false;
    }

    /// <summary>Whether a name consists of exactly these words.</summary>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<ReadOnlyMemory<byte>> words)
    {
        var position = NextWord(name, 0);
        foreach (var word in words)
        {
            if (position == name.Length || !IsWord(name[position..EndOfWord(name, position)], word.Span))
                return false;
            position = NextWord(name, EndOfWord(name, position));
        }

        return position == name.Length;
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, ReadOnlySpan<ReadOnlyMemory<byte>> words)
    {
        var position = 0;
        foreach (var word in words)
        {
            if (position == name.Length || !IsWord(name[position..EndOfWord(name, position)], word.Span))
                return false;
            position = NextWord(name, EndOfWord(name, position));
        }

        return true;
    }

    private static bool IsWord(ReadOnlySpan<byte> found, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(found, word);

    private static int NextWord(ReadOnlySpan<byte> name, int position)
    {
        while (position < name.Length && !char.IsAsciiLetterOrDigit((char)name[position]))
            position++;
        return position;
    }

    private static int EndOfWord(ReadOnlySpan<byte> name, int position)
    {
        while (position < name.Length && char.IsAsciiLetterOrDigit((char)name[position]))
            position++;
        return position;
    }
}

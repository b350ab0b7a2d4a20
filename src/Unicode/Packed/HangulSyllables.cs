namespace Actors.Unicode.Packed;

/// <summary>Hangul syllables and their romanisation, both ways (Unicode Standard, section 3.12).</summary>
internal static class HangulSyllables
{
    public const int First = 0xAC00;
    public const int Count = 11172;

    /// <summary>Bytes of the longest romanisation.</summary>
    public const int MaxLength = 7;

    private static readonly byte[][] Leads = Encode("G GG N D DD R M B BB S SS - J JJ C K T P H");
    private static readonly byte[][] Vowels = Encode("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I");
    private static readonly byte[][] Trails = Encode("- G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H");

    /// <summary>Writes the romanisation of the syllable with this number, counted from <see cref="First"/>.</summary>
    /// <returns>Its length.</returns>
    public static int Write(int syllable, Span<byte> target)
    {
        var length = Append(Leads[syllable / (Vowels.Length * Trails.Length)], target, 0);
        length = Append(Vowels[syllable / Trails.Length % Vowels.Length], target, length);
        return Append(Trails[syllable % Trails.Length], target, length);
    }

    /// <summary>The number of the syllable with this romanisation; -1 if there is none.</summary>
    public static int Find(ReadOnlySpan<byte> romanisation)
    {
        // The vowel letters begin no lead and no trail, so each part is the longest that fits.
        var lead = LongestPrefix(Leads, ref romanisation);
        var vowel = LongestPrefix(Vowels, ref romanisation);
        if (lead < 0 || vowel < 0)
            return -1;
        var trail = LongestPrefix(Trails, ref romanisation);
        return trail >= 0 && romanisation.IsEmpty ? (lead * Vowels.Length + vowel) * Trails.Length + trail : -1;
    }

    private static byte[][] Encode(string parts) =>
        [.. parts.Split(' ').Select(part => part == "-" ? [] : System.Text.Encoding.ASCII.GetBytes(part))];

    private static int Append(byte[] part, Span<byte> target, int length)
    {
        part.CopyTo(target[length..]);
        return length + part.Length;
    }

    private static int LongestPrefix(byte[][] parts, ref ReadOnlySpan<byte> text)
    {
        var found = -1;
        for (var index = 0; index < parts.Length; index++)
        {
            if (text.StartsWith(parts[index]) && (found < 0 || parts[index].Length > parts[found].Length))
                found = index;
        }

        if (found >= 0)
            text = text[parts[found].Length..];
        return found;
    }
}

namespace Actors.Unicode.Packed;

/// <summary>Hangul syllables and their romanisation, both ways (Unicode Standard, section 3.12).</summary>
internal static class HangulSyllables
{
    public const int First = 0xAC00;
    public const int Count = 11172;

    /// <summary>Bytes of the longest romanisation.</summary>
    public const int MaxLength = 7;

    /// <summary>Letters of the longest lead or trail.</summary>
    private const int MaxConsonants = 2;

    /// <summary>Letters of the longest vowel.</summary>
    private const int MaxVowels = 3;

    private static readonly byte[][] Leads = Encode("G GG N D DD R M B BB S SS - J JJ C K T P H");
    private static readonly byte[][] Vowels = Encode("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I");
    private static readonly byte[][] Trails = Encode("- G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H");

    private static readonly int[] LeadKeys = [.. Leads.Select(part => Key(part))];
    private static readonly int[] VowelKeys = [.. Vowels.Select(part => Key(part))];
    private static readonly int[] TrailKeys = [.. Trails.Select(part => Key(part))];

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
        // The letters of vowels are in no lead and no trail, so the parts end where the kind of letter changes. Every short word of a
        // query is tried, and nearly none is a syllable: no part is looked for before all have a length that they may have.
        var begin = Letters(romanisation, areVowels: false);
        var end = begin + Letters(romanisation[begin..], areVowels: true);
        if (begin > MaxConsonants || end == begin || end - begin > MaxVowels || romanisation.Length - end > MaxConsonants)
            return -1;
        var lead = LeadKeys.IndexOf(Key(romanisation[..begin]));
        var vowel = VowelKeys.IndexOf(Key(romanisation[begin..end]));
        var trail = TrailKeys.IndexOf(Key(romanisation[end..]));
        return (lead | vowel | trail) < 0 ? -1 : (lead * Vowels.Length + vowel) * Trails.Length + trail;
    }

    private static byte[][] Encode(string parts) =>
        [.. parts.Split(' ').Select(part => part == "-" ? [] : System.Text.Encoding.ASCII.GetBytes(part))];

    private static int Append(byte[] part, Span<byte> target, int length)
    {
        part.CopyTo(target[length..]);
        return length + part.Length;
    }

    // How many letters it begins with that are of one kind.
    private static int Letters(ReadOnlySpan<byte> text, bool areVowels)
    {
        var count = 0;
        while (count < text.Length && IsVowel(text[count]) == areVowels)
            count++;
        return count;
    }

    private static bool IsVowel(byte letter) =>
        letter is (byte)'A' or (byte)'E' or (byte)'I' or (byte)'O' or (byte)'U' or (byte)'W' or (byte)'Y';

    // Up to three letters as one number; the leading 1 tells lengths apart.
    private static int Key(ReadOnlySpan<byte> part)
    {
        var key = 1;
        foreach (var letter in part)
            key = (key << 8) | letter;
        return key;
    }
}

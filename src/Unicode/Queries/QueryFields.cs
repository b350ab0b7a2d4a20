namespace Actors.Unicode.Queries;

/// <summary>The fields there are. Names ignore case.</summary>
internal static class QueryFields
{
    /// <summary>For messages.</summary>
    public const string Known = "gc, sc, scx, block, age, is, name, alias, kw, kw.xx (xx a language), dec, utf8";

    /// <summary>
    /// How long name and operator of a field are at the start of a text, 0 if there is none. A name is an ASCII letter, then letters,
    /// digits or <c>_</c>, then perhaps a dot and letters, digits or <c>-</c>. A colon behind one always makes a field, so that a
    /// mistyped one is told; the other operators only behind a known one, so that <c>a&lt;b</c> stays words.
    /// </summary>
    public static int HeadLength(ReadOnlySpan<char> text)
    {
        var name = NameLength(text);
        if (name == 0 || name == text.Length)
            return 0;
        if (text[name] == ':')
            return name + 1;
        if (text[name] is not ('=' or '<' or '>') || !IsKnown(text[..name]))
            return 0;
        return text[name] != '=' && name + 1 < text.Length && text[name + 1] == '=' ? name + 2 : name + 1;
    }

    /// <summary>Takes name and operator apart.</summary>
    public static ReadOnlySpan<char> Split(ReadOnlySpan<char> head, out Comparison op)
    {
        var name = head[..head.IndexOfAny(":=<>")];
        op = head[name.Length..] switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            ">=" => Comparison.GreaterOrEqual,
            _ => Comparison.Equal,
        };
        return name;
    }

    public static bool IsKnown(ReadOnlySpan<char> name) =>
        Property(name) is not null || Source(name, out _) is not null || IsDecimal(name) || IsUtf8(name);

    public static bool IsDecimal(ReadOnlySpan<char> name) => Is(name, "dec");

    public static bool IsUtf8(ReadOnlySpan<char> name) => Is(name, "utf8");

    public static PropertyField? Property(ReadOnlySpan<char> name) =>
        Is(name, "gc") ? PropertyField.Category
        : Is(name, "sc") ? PropertyField.Script
        : Is(name, "scx") ? PropertyField.ScriptExtensions
        : Is(name, "block") ? PropertyField.Block
        : Is(name, "age") ? PropertyField.Age
        : Is(name, "is") ? PropertyField.Is
        : null;

    /// <param name="name">Of the field.</param>
    /// <param name="language">What stands behind the dot, in lower case; null without one.</param>
    public static WordSource? Source(ReadOnlySpan<char> name, out string? language)
    {
        language = null;
        if (name.Length > 3 && name.StartsWith("kw.", StringComparison.OrdinalIgnoreCase))
        {
            language = name[3..].ToString().ToLowerInvariant();
            return WordSource.Keyword;
        }
        return Is(name, "name") ? WordSource.Name
            : Is(name, "alias") ? WordSource.Alias
            : Is(name, "kw") ? WordSource.Keyword
            : null;
    }

    private static bool Is(ReadOnlySpan<char> name, string field) => name.Equals(field, StringComparison.OrdinalIgnoreCase);

    private static int NameLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
            return 0;
        var length = 1;
        while (length < text.Length && AsciiText.IsWordCharacter(text[length]))
            length++;
        if (length == text.Length || text[length] != '.')
            return length;
        length++;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '-'))
            length++;
        return length;
    }
}

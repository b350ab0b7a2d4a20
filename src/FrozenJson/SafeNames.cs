using System.Collections.Immutable;
using System.Text;

namespace Actors.FrozenJson;

/// <summary>
/// How names that C# cannot write after a dot are written instead: what is no letter, digit or underscore becomes an
/// underscore, one is put before a first digit, and one after a keyword (as the book does for Python's).
/// </summary>
internal static class SafeNames
{
    // C# specification, 6.4.4: the reserved ones; the contextual ones are names after a dot.
    private static readonly ImmutableHashSet<string> Keywords = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if",
        "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override",
        "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while");

    /// <summary>The safe spelling of a name: itself if that can be written.</summary>
    public static string Spell(string name)
    {
        if (Keywords.Contains(name))
            return name + "_";
        var spelt = new StringBuilder(name.Length + 1);
        if (name.Length == 0 || char.IsDigit(name[0]))
            spelt.Append('_');
        foreach (var unit in name)
            spelt.Append(char.IsLetterOrDigit(unit) ? unit : '_');
        return spelt.ToString();
    }

    /// <summary>From safe spellings to the names that need them, but for those that several names share or another name has.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> names)
    {
        var all = names.ToHashSet(StringComparer.Ordinal);
        return all.Where(name => Spell(name) != name)
            .GroupBy(Spell, StringComparer.Ordinal)
            .Where(group => !all.Contains(group.Key) && group.Count() == 1)
            .ToImmutableDictionary(group => group.Key, group => group.Single(), StringComparer.Ordinal);
    }

    /// <summary>The one name that is spelt so; null if there is none, or several.</summary>
    public static string? Meant(string spelling, IEnumerable<string> names) => Spelt(spelling, names) is [var name] ? name : null;

    /// <summary>The names that are spelt so, if there are several.</summary>
    public static ImmutableArray<string> Ambiguous(string spelling, IEnumerable<string> names) =>
        Spelt(spelling, names) is { Length: > 1 } several ? several : [];

    private static ImmutableArray<string> Spelt(string spelling, IEnumerable<string> names) => [.. names.Where(name => Spell(name) == spelling)];
}

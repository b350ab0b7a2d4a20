using System.Text;
using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>Names, their words, and the aliases.</summary>
internal static class PackedNames
{
    // The order of their numbers is the order in which they are told.
    private static readonly string[] AliasKinds = ["Correction", "Control", "Alternate", "Figment", "Abbreviation"];

    public static void Write(PackWriter pack, Characters characters, ModuleFile modules)
    {
        var names = characters.All.Where(character => character.Rule == NameRule.Own).ToList();
        pack.Numbers(PackSection.Runs, Runs(characters.All));
        pack.Texts(PackSection.Names, names.Select(character => character.Name!));

        var words = new Words();
        foreach (var (character, document) in characters.All.Select((character, document) => (character, document)))
        {
            foreach (var word in WordsOf(character.Name ?? ""))
                words.Add(word, document);
        }

        // The fixed words of names that follow a rule have a number even where no other name has them.
        foreach (var word in Enum.GetValues<NameRule>().SelectMany(rule => WordsOf(Encoding.ASCII.GetString(NamePrefix.Of(rule)))))
            words.Know(word);
        pack.Words((int)PackSection.NameVocabulary, words);
        var numbers = words.Numbers();
        pack.Numbers(PackSection.NameWords, names.Select(character => WordsOf(character.Name!) is [var first, ..] all
            ? (numbers[first] << 8) | all.Length : throw new InvalidDataException($"U+{character.CodePoint:X4} has no word.")));
        pack.Shorts(PackSection.HangulOrder, Enumerable.Range(0, HangulSyllables.Count).OrderBy(Romanisation, StringComparer.Ordinal));
        WriteAliases(pack, characters, modules);
    }

    private static void WriteAliases(PackWriter pack, Characters characters, ModuleFile modules)
    {
        var aliases = (
            from kind in AliasKinds.Select((name, number) => (name, number))
            from property in modules.Json($"Names/{kind.name}/index.mjs").EnumerateObject()
            from text in property.Value.EnumerateArray()
            let document = characters.DocumentOf(int.Parse(property.Name)) ?? throw new InvalidDataException($"An alias of nothing: {property.Name}")
            orderby document, kind.number
            select (document, kind.number, Text: text.GetString()!)).ToList();
        var words = new Words();
        foreach (var (document, _, text) in aliases)
        {
            foreach (var word in WordsOf(text.ToUpperInvariant()))
                words.Add(word, document);
        }

        pack.Numbers(PackSection.AliasDocuments, aliases.Select(alias => (alias.document << 8) | alias.number));
        pack.Texts(PackSection.AliasTexts, aliases.Select(alias => alias.Text));
        pack.Words((int)PackSection.AliasVocabulary, words);
    }

    // Names and aliases are ASCII.
    private static string[] WordsOf(string name) =>
        new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Romanisation(int syllable)
    {
        Span<byte> text = stackalloc byte[HangulSyllables.MaxLength];
        return Encoding.ASCII.GetString(text[..HangulSyllables.Write(syllable, text)]);
    }

    private static IEnumerable<int> Runs(IReadOnlyList<Character> all)
    {
        var name = 0;
        for (var document = 0; document < all.Count; document++)
        {
            var (codePoint, rule, _) = all[document];
            if (document == 0 || all[document - 1].CodePoint != codePoint - 1 || all[document - 1].Rule != rule)
            {
                yield return codePoint;
                yield return document;
                yield return (int)rule;
                yield return name;
            }

            if (rule == NameRule.Own)
                name++;
        }
    }
}

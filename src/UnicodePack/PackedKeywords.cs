using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>The CLDR keywords of single characters, by language.</summary>
internal sealed class PackedKeywords(string modules, Characters characters, PackedCasing casing, WordCharacters wordCharacters)
{
    private static readonly string[] Languages = ["en", "es", "fr", "de", "pt", "ja"];

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(PackWriter pack)
    {
        var annotations = Languages.Select(Read).ToList();
        var documents = annotations.SelectMany(language => language.Keys).Distinct().Order().ToList();
        pack.Texts(PackSection.Languages, Languages);
        pack.Numbers(PackSection.KeywordDocuments, documents);
        for (var language = 0; language < Languages.Length; language++)
        {
            var section = (int)PackSection.Keywords + (language * PackLayout.SectionsPerLanguage);
            var (keywords, blanks) = (annotations[language], Languages[language] != "ja");
            pack.Texts(section, documents.Select(document => keywords.TryGetValue(document, out var found)
                ? Encoding.UTF8.GetBytes(string.Join(',', found.Select(keyword => JsonSerializer.Serialize(keyword, Readable))))
                : []));
            var words = new Words();
            foreach (var (document, found) in keywords)
            {
                foreach (var word in found.SelectMany(keyword => WordsOf(keyword, blanks)))
                    words.Add(word, document);
            }

            pack.Words(section + 1, words);
        }
    }

    private Dictionary<int, string[]> Read(string language)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(modules, "cldr-annotations-full", "annotations", language, "annotations.json")));
        var found = new Dictionary<int, string[]>();
        foreach (var entry in document.RootElement.GetProperty("annotations").GetProperty("annotations").EnumerateObject())
        {
            var runes = entry.Name.EnumerateRunes().ToArray();
            if (runes.Length != 1 || characters.DocumentOf(runes[0].Value) is not { } character)
                continue;
            var keywords = entry.Value.TryGetProperty("default", out var list) ? list.EnumerateArray().Select(item => item.GetString()!).ToArray() : [];
            // The spoken name is what people call it: a keyword like the others.
            if (entry.Value.TryGetProperty("tts", out var spoken))
                keywords = [.. keywords.Append(spoken[0].GetString()!).Distinct(StringComparer.Ordinal)];
            found.Add(character, keywords);
        }

        return found;
    }

    // Japanese keywords are phrases without blanks: with every end of each as a word, a prefix search finds every part of it.
    private IEnumerable<string> WordsOf(string keyword, bool blanks)
    {
        var word = new StringBuilder();
        var words = new List<string>();
        foreach (var rune in casing.Upper(keyword).EnumerateRunes().Append(new Rune(' ')))
        {
            if (wordCharacters.Contains(rune.Value))
                word.Append(rune.ToString());
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return blanks ? words : words.SelectMany(Ends);
    }

    private static IEnumerable<string> Ends(string word)
    {
        for (var index = 0; index < word.Length; index++)
        {
            if (!char.IsLowSurrogate(word[index]))
                yield return word[index..];
        }
    }
}

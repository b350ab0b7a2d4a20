using System.Text.RegularExpressions;
using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>Blocks, categories, ages, scripts and binary properties: what a row shows, and the sets that a query can name.</summary>
internal static partial class PackedProperties
{
    // Short names of PropertyValueAliases.txt, in its order; they never change.
    private static readonly (string Short, string Long)[] Categories =
    [
        ("Cc", "Control"), ("Cf", "Format"), ("Cn", "Unassigned"), ("Co", "Private_Use"), ("Cs", "Surrogate"),
        ("Ll", "Lowercase_Letter"), ("Lm", "Modifier_Letter"), ("Lo", "Other_Letter"), ("Lt", "Titlecase_Letter"), ("Lu", "Uppercase_Letter"),
        ("Mc", "Spacing_Mark"), ("Me", "Enclosing_Mark"), ("Mn", "Nonspacing_Mark"), ("Nd", "Decimal_Number"), ("Nl", "Letter_Number"),
        ("No", "Other_Number"), ("Pc", "Connector_Punctuation"), ("Pd", "Dash_Punctuation"), ("Pe", "Close_Punctuation"),
        ("Pf", "Final_Punctuation"), ("Pi", "Initial_Punctuation"), ("Po", "Other_Punctuation"), ("Ps", "Open_Punctuation"),
        ("Sc", "Currency_Symbol"), ("Sk", "Modifier_Symbol"), ("Sm", "Math_Symbol"), ("So", "Other_Symbol"),
        ("Zl", "Line_Separator"), ("Zp", "Paragraph_Separator"), ("Zs", "Space_Separator"),
    ];

    // The folders say _ for the blanks and hyphens of Blocks.txt, and write all words with a capital.
    private static readonly (string Folder, string Name)[] BlockWords =
    [
        (" And ", " and "), (" For ", " for "), ("Latin 1 ", "Latin-1 "), ("Phags Pa", "Phags-pa"), ("Cypro Minoan", "Cypro-Minoan"),
        ("Tulu Tigalari", "Tulu-Tigalari"),
    ];

    // No properties of single characters, or empty by definition.
    private static readonly string[] NoSets = ["Any", "Assigned", "InCB", "NFKC_Simple_Casefold"];

    public static void Write(PackWriter pack, Characters characters, ModuleFile modules, DerivedLists ages)
    {
        var blocks = modules.Folders("Block").Select(name => (Name: BlockName(name), Range: modules.Ranges($"Block/{name}/ranges.mjs").Single()))
            .OrderBy(block => block.Range.First).ToList();
        pack.Numbers(PackSection.BlockRanges, blocks.SelectMany(block => new[] { block.Range.First, block.Range.Last }));
        pack.Texts(PackSection.BlockNames, blocks.Select(block => block.Name));
        pack.Texts(PackSection.Categories, Categories.SelectMany(category => new[] { category.Short, category.Long }));
        pack.Texts(PackSection.Ages, ages.Versions);

        var categoryNumbers = Categories.Select((category, number) => (category.Long, number)).ToDictionary(StringComparer.Ordinal);
        var categories = modules.Runs("General_Category/index.mjs").ToList();
        WriteTails(pack, characters, blocks, categories.ConvertAll(run => (run.First, run.Last, categoryNumbers[run.Value])), ages);
        WriteSets(pack, characters, modules, categories, ages);
        pack.Texts(PackSection.ScriptCodes, ages.ScriptCodes);
    }

    private static void WriteTails(
        PackWriter pack, Characters characters, List<(string Name, (int First, int Last) Range)> blocks,
        List<(int First, int Last, int Category)> categories, DerivedLists ages)
    {
        var tails = new Dictionary<(int Block, int Category, int Age), int>();
        var ofDocument = new List<int>();
        var (block, category) = (0, 0);
        foreach (var codePoint in characters.All.Select(character => character.CodePoint))
        {
            while (blocks[block].Range.Last < codePoint)
                block++;
            while (categories[category].Last < codePoint)
                category++;
            var key = (block, categories[category].Category, ages.NumberOf(codePoint));
            if (!tails.TryGetValue(key, out var tail))
                tails.Add(key, tail = tails.Count);
            ofDocument.Add(tail);
        }

        pack.Shorts(PackSection.TailOfDocument, ofDocument);
        pack.Numbers(PackSection.TailValues, tails.Keys.Select(key => (key.Block << 16) | (key.Category << 8) | key.Age));
        pack.Texts(PackSection.Tails, tails.Keys.Select(key =>
            $"\",\"block\":\"{blocks[key.Block].Name}\",\"category\":\"{Categories[key.Category].Short}\",\"age\":\"{ages.Versions[key.Age]}\"}}"));
    }

    private static void WriteSets(
        PackWriter pack, Characters characters, ModuleFile modules, List<(int First, int Last, string Value)> categories, DerivedLists ages)
    {
        var sets = new List<(string Name, IEnumerable<(int First, int Last)> Ranges)>();
        sets.AddRange(Categories.Select(category =>
            ($"gc={category.Short}", categories.Where(run => run.Value == category.Long).Select(run => (run.First, run.Last)))));
        sets.AddRange(ages.Versions.Select((version, number) => ($"age={version}", ages.RangesOf(number))));
        foreach (var (property, folder) in new[] { ("is", "Binary_Property"), ("sc", "Script"), ("scx", "Script_Extensions") })
        {
            sets.AddRange(modules.Folders(folder).Except(NoSets, StringComparer.Ordinal)
                .Select(name => ($"{property}={name}", modules.Ranges($"{folder}/{name}/ranges.mjs"))));
        }

        var (offsets, runs) = (new List<int> { 0 }, new List<int>());
        foreach (var (_, ranges) in sets)
        {
            var begin = runs.Count;
            foreach (var (first, end) in characters.DocumentsOf(ranges))
            {
                // What lies between two ranges may be no character at all.
                if (runs.Count > begin && runs[^1] == first)
                    runs[^1] = end;
                else
                    runs.AddRange([first, end]);
            }

            offsets.Add(runs.Count);
        }

        pack.Texts(PackSection.SetNames, sets.Select(set => set.Name));
        pack.Numbers(PackSection.SetOffsets, offsets);
        pack.Numbers(PackSection.SetRuns, runs);
    }

    private static string BlockName(string folder) => Lettered().Replace(
        BlockWords.Aggregate(folder.Replace('_', ' '), (name, words) => name.Replace(words.Folder, words.Name, StringComparison.Ordinal)),
        "${word}-${letter}");

    [GeneratedRegex("(?<word>Extended|Forms|Arrows|Symbols|Area) (?<letter>[A-H])$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lettered();
}

using System.Collections;

namespace Actors.Unicode.Tests.Index;

/// <summary>A random query with what it finds, character by character. Within the limits of queries.</summary>
/// <param name="Text">As a term: in parentheses where it needs them.</param>
/// <param name="Found">A bit for each of <see cref="KnownCharacter.All"/>.</param>
/// <param name="Terms">How many terms it costs.</param>
/// <param name="Open">
/// Only exclusions: what they leave of everything. Alone they leave named characters, beside others (parentheses or not) what those find.
/// </param>
internal sealed record Expression(string Text, BitArray Found, int Terms, BitArray? Open = null)
{
    private static readonly string[] Categories = [.. KnownCharacter.All.Select(character => character.Category).Distinct().Order()];
    private static readonly string[] Blocks = [.. KnownCharacter.All.Select(character => character.Block).Distinct()];
    private static readonly Version[] Versions = [.. KnownCharacter.All.Select(character => character.Version).Distinct().Order()];
    private static readonly Dictionary<int, int> Places =
        KnownCharacter.All.Select((character, place) => (character.Code, place)).ToDictionary();
    private static readonly BitArray Named = Where(character => character.IsNamed);

    /// <summary>Found by the naive way.</summary>
    public int[] Codes => [.. KnownCharacter.All.Where((_, index) => Found[index]).Select(character => character.Code)];

    public static Expression Random(Random random, int depth = 2)
    {
        var branches = Enumerable.Range(0, depth > 0 && random.Once(3) ? 2 : 1).Select(_ => And(random, depth)).ToList();
        if (branches is [var single])
            return single;
        var found = new BitArray(branches[0].Found).Or(branches[1].Found);
        return new Expression($"{branches[0].Text} OR {branches[1].Text}", found, branches.Sum(branch => branch.Terms));
    }

    private static Expression And(Random random, int depth)
    {
        var terms = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Atom: Atom(random, depth), IsNegated: random.Once(4))).ToList();
        var found = new BitArray(KnownCharacter.All.Length, defaultValue: true);
        foreach (var (atom, isNegated) in terms)
            found.And(isNegated ? new BitArray(atom.Found).Not() : atom.Open ?? atom.Found);
        var text = string.Join(' ', terms.Select(term => $"{(term.IsNegated ? "-" : "")}{term.Atom.Text}"));
        var count = terms.Sum(term => term.Atom.Terms);
        return terms.TrueForAll(term => term.IsNegated || term.Atom.Open is not null)
            ? new Expression(text, new BitArray(found).And(Named), count, found)
            : new Expression(text, found, count);
    }

    private static Expression Atom(Random random, int depth)
    {
        var character = random.Of(KnownCharacter.All);
        if (!character.IsNamed || character.Words.Length < 2)
            character = KnownCharacter.All[0x41];
        var word = random.Of(character.Words.Where(word => !IsCode(word)).DefaultIfEmpty("LETTER").ToList());
        return random.Next(depth > 0 ? 12 : 11) switch
        {
            0 or 1 => Of(word.ToLowerInvariant(), WordModel.FullNames.Having(word)),
            2 => Prefix(random, word, ""),
            3 => Phrase(random, character),
            4 => Category(random),
            5 => Age(random),
            6 => Block(random),
            7 => Range(random),
            8 => Of($"U+{character.Code:X}", each => each.Code == character.Code),
            9 => Prefix(random, word, "name:"),
            10 => Group(Of(
                $"gc:{character.Category} name:{word}", each => each.Category == character.Category && each.Words.Contains(word), terms: 2)),
            _ => Group(Random(random, depth - 1)),
        };
    }

    private static Expression Prefix(Random random, string word, string field)
    {
        var prefix = word[..random.Next(1, word.Length + 1)];
        return prefix.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Of(word, WordModel.FullNames.Having(word))
            : Of($"{field}{prefix}*", WordModel.FullNames.Beginning(prefix));
    }

    private static Expression Phrase(Random random, KnownCharacter character)
    {
        var first = random.Next(character.Words.Length);
        var words = character.Words[first..random.Next(first + 1, character.Words.Length + 1)];
        var found = WordModel.FullNames.Having(words[0]).Where(code => Has(KnownCharacter.All[Places[code]].Words, words));
        return Of($"\"{string.Join(random.Of([" ", "-", "  "]), words)}\"", found);
    }

    private static Expression Category(Random random)
    {
        var (one, other) = (random.Of(Categories), random.Of(Categories));
        return random.Next(3) switch
        {
            0 => Of($"gc:{one}", each => each.Category == one),
            1 => Of($"gc:{one},{other}".ToLowerInvariant(), each => each.Category == one || each.Category == other, terms: 2),
            _ => Of($"gc:{one[0]}", each => each.Category[0] == one[0]),
        };
    }

    private static Expression Age(Random random)
    {
        var version = random.Of(Versions);
        return random.Next(6) switch
        {
            0 => Of($"age<{version}", each => each.Version < version),
            1 => Of($"age<={version}", each => each.Version <= version),
            2 => Of($"age>{version}", each => each.Version > version),
            3 => Of($"age>={version}", each => each.Version >= version),
            4 => Of($"age={version}", each => each.Version == version),
            _ => Of($"age:{version}", each => each.Version == version),
        };
    }

    private static Expression Block(Random random)
    {
        var block = random.Of(Blocks);
        var written = random.Next(3) switch
        {
            0 => $"\"{block}\"",
            1 => block.Replace(' ', '_').ToUpperInvariant(),
            _ => block.Replace(" ", "").ToLowerInvariant(),
        };
        return Of($"block:{written}", each => each.Block == block);
    }

    private static Expression Range(Random random)
    {
        var first = random.Once(2) ? random.Of(KnownCharacter.All).Code : random.Next(0x10FFFF);
        var last = random.Once(2) ? Math.Min(0x10FFFF, first + random.Next(0x2000)) : random.Next(first, 0x110000);
        return Of($"U+{first:x}..U+{last:X4}", each => each.Code >= first && each.Code <= last);
    }

    private static Expression Group(Expression inner) => inner with { Text = $"({inner.Text})" };

    private static bool Has(string[] name, string[] words) =>
        Enumerable.Range(0, Math.Max(0, name.Length - words.Length + 1)).Any(start => name.AsSpan(start, words.Length).SequenceEqual(words));

    private static Expression Of(string text, IEnumerable<int> codes)
    {
        var found = new BitArray(KnownCharacter.All.Length);
        foreach (var code in codes)
            found[Places[code]] = true;
        return new Expression(text, found, Terms: 1);
    }

    private static Expression Of(string text, Func<KnownCharacter, bool> condition, int terms = 1) => new(text, Where(condition), terms);

    private static BitArray Where(Func<KnownCharacter, bool> condition)
    {
        var found = new BitArray(KnownCharacter.All.Length);
        for (var index = 0; index < found.Length; index++)
            found[index] = condition(KnownCharacter.All[index]);
        return found;
    }

    private static bool IsCode(string word) => word == "OR" || (word.Length >= 4 && word.All(char.IsAsciiHexDigit));
}

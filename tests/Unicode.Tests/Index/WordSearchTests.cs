namespace Actors.Unicode.Tests.Index;

/// <summary>Searches for words, against the book's index as the book builds it.</summary>
public sealed class WordSearchTests
{
    private const int Queries = 2_000;

    private static readonly string[] Separators = [" ", "  ", "-", "+", "'", ", ", "\t", " - ", "/"];

    private static readonly string[] Versions =
        [.. KnownCharacter.All.Select(character => character.Version).Distinct().Order().Select(version => version.ToString())];

    private static readonly Dictionary<int, KnownCharacter> Known = KnownCharacter.All.ToDictionary(character => character.Code);

    // Two thirds of the characters have names by rule, most of them alike.
    private static readonly List<KnownCharacter> Own =
        [.. KnownCharacter.All.Where(character => character.IsNamed && !character.IsByRule)];

    private static readonly List<KnownCharacter> ByRule =
        [.. KnownCharacter.All.Where(character => character.IsByRule)];

    private readonly Random _random = Seeded.Random();

    [Fact]
    public void Seed_finds_what_a_dictionary_of_words_finds()
    {
        for (var count = 0; count < Queries; count++)
        {
            var words = Words();
            var version = Version();
            var query = Written(words, Separators);

            var expected = Until(version, WordModel.Seed.HavingAll(words));

            AssertFinds(expected, query, CharMode.Seed, version);
        }
    }

    [Fact]
    public void Words_finds_what_a_dictionary_of_the_words_of_full_names_finds()
    {
        for (var count = 0; count < Queries / 2; count++)
        {
            var words = Words();
            var version = Version();
            var query = Written(words, [" ", "  "]);
            var expected = Until(version, WordModel.All([.. words.Select(WithCode)]));
            // Digits that no name has, of any version, and no character is: the answer is about the code point itself.
            if (WordModel.All([.. words.Select(WithCode)]).Length == 0 && words is [var only] && CodeOf(only) is { } code && !IsCharacter(code))
                expected = [code];

            AssertFinds(expected, query, CharMode.Words, version);
        }
    }

    [Fact]
    public void Prefixes_find_the_characters_of_all_words_that_begin_so()
    {
        for (var count = 0; count < 150; count++)
        {
            var word = Word();
            var prefix = word[.._random.Next(1, word.Length + 1)];
            var others = Words().Take(_random.Next(3)).ToList();
            var version = Version();
            var query = string.Join(' ', others.Append($"{prefix}*").Select(Cased));

            int[] beginning = [.. WordModel.FullNames.Beginning(prefix).Distinct().Order()];
            var expected = Until(version, WordModel.All([.. others.Select(WithCode), beginning]));

            AssertFinds(expected, query, CharMode.Words, version);
        }
    }

    [Fact]
    public void Every_word_of_every_name_finds_its_characters()
    {
        foreach (var word in WordModel.Seed.Vocabulary.Where(word => !IsLastOfRule(word) || _random.Once(20)))
        {
            AssertSame(WordModel.Seed.Having(word), Lookup.Codes(word, CharMode.Seed), word, null);
            if (CodeOf(word) is null && word != "OR")
                AssertSame(WordModel.FullNames.Having(word), Lookup.Codes(word), word, null);
        }
    }

    [Fact]
    public void Order_repetition_and_case_of_words_do_not_matter()
    {
        for (var count = 0; count < 500; count++)
        {
            // Digits of what is no character have a meaning only when they are alone.
            var words = Words().Where(word => CodeOf(word) is not { } code || IsCharacter(code)).ToArray();
            var again = words.Concat(words.Where(_ => _random.Once(2))).ToArray();
            _random.Shuffle(again);
            foreach (var mode in words.Length == 0 ? [] : new[] { CharMode.Seed, CharMode.Words })
            {
                var window = new CharWindow(_random.Next(1, 200), Start: _random.Next(50));
                var first = Lookup.Find(Written(words, [" "]), mode, window: window);
                var second = Lookup.Find(Written(again, [" "]), mode, window: window);

                Assert.Equal(first.Result.Total, second.Result.Total);
                var said = $"{mode}: {string.Join(' ', words)} and {string.Join(' ', again)}";
                Assert.True(first.Rows.Span.SequenceEqual(second.Rows.Span), said);
            }
        }
    }

    [Fact]
    public void One_more_word_never_finds_more()
    {
        for (var count = 0; count < 150; count++)
        {
            var words = Words().Append(Word()).Append(Word()).ToList();
            foreach (var mode in new[] { CharMode.Seed, CharMode.Words })
            {
                var total = int.MaxValue;
                int[]? before = null;
                for (var length = 1; length <= words.Count; length++)
                {
                    var query = string.Join(' ', words.Take(length)).ToLowerInvariant();
                    var found = Lookup.Find(query, mode, window: new CharWindow(2_000));
                    Assert.True(found.Result.Total <= total, $"{mode}: {query}");
                    total = found.Result.Total;
                    Assert.True(before is null || found.Codes().All(before.Contains), $"{mode}: {query}");
                    before = total <= 2_000 ? found.Codes() : null;
                }
            }
        }
    }

    [Theory]
    [InlineData(CharMode.Seed)]
    [InlineData(CharMode.Words)]
    [InlineData(CharMode.Smart)]
    public void A_version_has_the_characters_that_are_not_younger(CharMode mode)
    {
        foreach (var query in new[] { "letter", "black chess", "ga", "tangut", "sign small" })
        {
            var all = Lookup.Codes(query, mode, sort: CharSort.CodePoint);
            foreach (var version in Versions)
                AssertSame(Until(version, all), Lookup.Codes(query, mode, version, CharSort.CodePoint), query, version);
        }
    }

    [Fact]
    public void A_version_is_a_filter_by_age()
    {
        foreach (var version in Versions)
        {
            var expected = KnownCharacter.All.Count(character => character.Version <= System.Version.Parse(version));
            Assert.Equal(expected, Lookup.Total($"age<={version}"));
            Assert.Equal(expected, Lookup.Total("U+0..U+10FFFF", CharMode.Words, version));
            Assert.Equal(expected, Lookup.Total("U+0..U+10FFFF", CharMode.Smart, version));
        }
    }

    [Theory]
    [InlineData("14", "14.0")]
    [InlineData("14.0", "14.0")]
    [InlineData("3.2", "3.2")]
    [InlineData(null, "18.0")]
    public void The_answer_names_the_version(string? asked, string named) =>
        Assert.Equal(named, Lookup.Find("rook", unicode: asked).Result.Unicode);

    [Theory]
    [InlineData("")]
    [InlineData("14.1")]
    [InlineData("19")]
    [InlineData("v14")]
    [InlineData("14.0.0")]
    public void An_unknown_version_is_refused_with_the_known(string version)
    {
        var refused = Lookup.Refused(() => Lookup.Find("rook", unicode: version));

        Assert.Equal(("unknown_unicode", "unicode"), (refused.Code, refused.Field));
        Assert.Contains("1.1, 2.0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("18.0", refused.Message, StringComparison.Ordinal);
    }

    private string[] Words()
    {
        var name = Name();
        var words = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => _random.Next(12) switch
        {
            0 => Word(),
            1 => _random.Of(Name()),
            2 when _random.Once(4) => _random.Of(["XYZZY", "00E9", "E000", "D800", "1F600", "110000", "FACE", "_"]),
            _ => _random.Of(name),
        });
        return [.. words];
    }

    private string[] Name() => _random.Of(_random.Once(10) ? ByRule : Own).Words;

    private string Word() => _random.Of(WordModel.FullNames.Vocabulary);

    private string? Version() => _random.Once(3) ? _random.Of(["1.1", "3.1", "6.3", "9", "14.0", "17.0", "18.0"]) : null;

    private string Written(IEnumerable<string> words, string[] separators)
    {
        var text = string.Concat(words.Select(word => $"{Cased(word)}{_random.Of(separators)}"));
        return _random.Once(2) ? text.TrimEnd() : text;
    }

    // The word OR in capitals would be an operator.
    private string Cased(string word) => word == "OR" || _random.Once(2) ? word.ToLowerInvariant() : word;

    private static IReadOnlyList<int> WithCode(string word) =>
        CodeOf(word) is { } code && IsCharacter(code) && !WordModel.FullNames.Having(word).Contains(code)
            ? WordModel.FullNames.Having(word).Append(code).Order().ToArray() : WordModel.FullNames.Having(word);

    private static bool IsCharacter(int code) => Known.ContainsKey(code);

    private static int? CodeOf(string word) =>
        word.Length is >= 4 and <= 6 && word.All(char.IsAsciiHexDigit) && Convert.ToInt32(word, 16) is var code and <= 0x10FFFF ? code : null;

    private static bool IsLastOfRule(string word) => CodeOf(word) is { } code && WordModel.FullNames.Having(word).Contains(code);

    private static int[] Until(string? version, IEnumerable<int> codes)
    {
        if (version is null)
            return [.. codes];
        var newest = System.Version.Parse(version.Contains('.', StringComparison.Ordinal) ? version : $"{version}.0");
        return [.. codes.Where(code => Known[code].Version <= newest)];
    }

    // Of many rows, some at both ends and in the middle.
    private void AssertFinds(int[] expected, string query, CharMode mode, string? version)
    {
        const int Many = 3_000, Some = 100;
        var starts = expected.Length <= Many ? [0] : new[] { 0, _random.Next(expected.Length), expected.Length - Some };
        foreach (var start in starts)
        {
            var found = Lookup.Find(query, mode, version, window: new CharWindow(expected.Length <= Many ? Many : Some, Start: start));
            var total = found.Result.Total;
            Assert.True(expected.Length == total, $"'{query}' in {version ?? "all"}: {total} instead of {expected.Length}");
            AssertSame([.. expected.Skip(start).Take(found.Result.Count)], found.Codes(), query, version);
        }
    }

    private static void AssertSame(IReadOnlyList<int> expected, int[] found, string query, string? version) =>
        Assert.True(expected.SequenceEqual(found), $"'{query}' in {version ?? "all"}: {found.Length} instead of {expected.Count}");
}

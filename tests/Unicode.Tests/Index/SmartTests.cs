using System.Text;
using System.Text.Json;

namespace Actors.Unicode.Tests.Index;

public sealed class SmartTests
{
    private static readonly Dictionary<int, KnownCharacter> Known = KnownCharacter.All.ToDictionary(character => character.Code);

    [Theory]
    [InlineData("braile", "BRAILLE")]
    [InlineData("BRAILEL", "BRAILLE")]
    [InlineData("sqaured", "SQUARED")]
    [InlineData("circeld", "CIRCLED")]
    [InlineData("mathematcal", "MATHEMATICAL")]
    [InlineData("hieroglpyhx", "HIEROGLYPH")]
    public void A_typing_error_is_corrected_and_told(string query, string word)
    {
        var answer = Lookup.Find(query, CharMode.Smart);

        var corrected = Assert.Single(Used(answer).GetProperty("corrected").EnumerateArray().ToList());
        Assert.Equal(query, corrected.GetProperty("from").GetString());
        Assert.Equal(word, corrected.GetProperty("to").GetString());
        Assert.Subset(answer.Codes().ToHashSet(), Lookup.Codes(word).ToHashSet());
    }

    [Theory]
    [InlineData("lambda")]
    [InlineData("lamda")]
    [InlineData("brakcet")]
    [InlineData("circ")]
    [InlineData("xqj")]
    [InlineData("xyzzyxyzzyxyzzy")]
    public void What_finds_something_or_is_too_far_is_not_corrected(string query) =>
        Assert.Empty(Used(Lookup.Find(query, CharMode.Smart)).GetProperty("corrected").EnumerateArray());

    [Fact]
    public void Corrections_stay_within_parentheses_and_beside_other_words()
    {
        var answer = Lookup.Find("(braile OR rook) -blank pattern", CharMode.Smart);

        Assert.Equal(Lookup.Codes("braille pattern -blank"), answer.Codes().Order());
        Assert.Equal("BRAILLE", Used(answer).GetProperty("corrected")[0].GetProperty("to").GetString());
    }

    [Fact]
    public void Both_spellings_of_lambda_find_letters()
    {
        Assert.Equal("LATIN CAPITAL LETTER LAMBDA", Known[Lookup.Codes("lambda", CharMode.Smart)[0]].Name);
        Assert.Contains("GREEK CAPITAL LETTER LAMDA", Lookup.Codes("lamda", CharMode.Smart).Select(code => Known[code].Name));
    }

    [Fact]
    public void The_last_word_may_be_unfinished()
    {
        var answer = Lookup.Find("circ", CharMode.Smart);

        Assert.Equal("circ", Used(answer).GetProperty("prefix").GetString());
        Assert.Subset(answer.Codes().ToHashSet(), Lookup.Codes("circ*").ToHashSet());
        Assert.Equal(Lookup.Codes("cat*").Length, Lookup.Codes("cat*").Intersect(Lookup.Codes("cat", CharMode.Smart)).Count());
    }

    [Theory]
    [InlineData("circ ")]
    [InlineData("circle ")]
    [InlineData("circle\t")]
    public void A_blank_ends_it(string query)
    {
        var answer = Lookup.Find(query, CharMode.Smart);

        Assert.Equal(JsonValueKind.Null, Used(answer).GetProperty("prefix").ValueKind);
        Assert.DoesNotContain("CIRCLED DIGIT ONE", answer.Codes().Select(code => Known[code].Name));
    }

    [Fact]
    public void A_prefix_that_found_no_more_is_not_told() =>
        Assert.Equal(JsonValueKind.Null, Used(Lookup.Find("brakcet", CharMode.Smart)).GetProperty("prefix").ValueKind);

    [Theory]
    [InlineData("nul", 0x0)]
    [InlineData("page up", -1)]
    [InlineData("zwj", 0x200D)]
    [InlineData("line feed", 0xA)]
    [InlineData("nbsp", 0xA0)]
    public void Aliases_are_found(string query, int code)
    {
        var answer = Lookup.Find(query, CharMode.Smart);

        if (code >= 0)
            Assert.Contains(code, answer.Codes());
        Assert.Equal(code >= 0, Used(answer).GetProperty("aliases").GetBoolean());
    }

    [Theory]
    [InlineData("coração", 0x2764, "pt")]
    [InlineData("corazón", 0x2764, "es")]
    [InlineData("Katzengesicht", 0x1F431, "de")]
    [InlineData("echecs", null, null)]
    [InlineData("échecs", 0x265F, "fr")]
    [InlineData("笑い", 0x1F602, "ja")]
    public void Keywords_are_found_and_their_language_told(string query, int? code, string? language)
    {
        var answer = Lookup.Find(query, CharMode.Smart);
        var languages = Used(answer).Texts("keywords");

        if (code is not null)
        {
            Assert.Contains(code.Value, answer.Codes());
            Assert.Contains(language, languages);
        }
    }

    [Theory]
    [InlineData("rook", "WHITE CHESS ROOK")]
    [InlineData("plus", "PLUS SIGN")]
    [InlineData("heart", null)]
    public void Names_come_before_aliases_and_keywords(string query, string? first)
    {
        var word = query.ToUpperInvariant();
        var found = Lookup.Codes(query, CharMode.Smart).Select(code => Known[code]).ToList();

        if (first is not null)
            Assert.Equal(first, found[0].Name);
        var classes = found.ConvertAll(character => character.Words.Contains(word) ? 0
            : Array.Exists(character.Words, each => each.StartsWith(word, StringComparison.Ordinal)) ? 1 : 2);
        Assert.Equal(classes.Order(), classes);
        Assert.Contains(0, classes);
    }

    [Fact]
    public void Plain_words_find_at_least_what_the_mode_words_finds()
    {
        var random = Seeded.Random();
        var names = KnownCharacter.All.Where(character => character.IsNamed && !character.IsByRule).ToList();
        for (var count = 0; count < 100; count++)
        {
            var name = random.Of(names).Words;
            var query = string.Join(' ', Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Of(name).ToLowerInvariant()));

            var missing = Lookup.Codes(query).Except(Lookup.Codes(query, CharMode.Smart)).ToList();

            Assert.True(missing.Count == 0, $"{query}: {missing.Count} are missing");
        }
    }

    [Fact]
    public void An_exclusion_is_about_names_only()
    {
        var all = Lookup.Codes("cat", CharMode.Smart, sort: CharSort.CodePoint);
        var fewer = Lookup.Codes("cat -face ", CharMode.Smart, sort: CharSort.CodePoint);

        // What has "face" among its keywords alone stays. In the query "cat" is not the last word, so it is no beginning.
        Assert.Subset(all.ToHashSet(), fewer.ToHashSet());
        Assert.DoesNotContain(fewer, code => Known[code].Words.Contains("FACE"));
        Assert.Contains(0x1F408, fewer);
    }

    [Theory]
    [InlineData(CharMode.Seed)]
    [InlineData(CharMode.Words)]
    public void Other_modes_use_nothing_that_had_to_be_told(CharMode mode)
    {
        Assert.Null(Lookup.Find("braile", mode).Result.Used);
        Assert.Equal(0, Lookup.Total("braile", mode));
    }

    [Fact]
    public void The_account_is_as_documented()
    {
        var used = Encoding.UTF8.GetString(Lookup.Find("brailel coração", CharMode.Smart).Result.Used!);

        Assert.StartsWith("""{"prefix":null,"aliases":false,"keywords":[""", used, StringComparison.Ordinal);
        Assert.EndsWith("""],"corrected":[{"from":"brailel","to":"BRAILLE"}]}""", used, StringComparison.Ordinal);
    }

    private static JsonElement Used(Answer answer)
    {
        using var document = JsonDocument.Parse(answer.Result.Used);
        return document.RootElement.Clone();
    }
}

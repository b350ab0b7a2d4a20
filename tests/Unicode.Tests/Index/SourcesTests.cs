using System.Text;

namespace Actors.Unicode.Tests.Index;

/// <summary>What is known of a character leads back to it.</summary>
public sealed class SourcesTests
{
    private static readonly string[] Languages = ["en", "es", "fr", "de", "pt", "ja"];

    [Fact]
    public void Every_name_in_quotation_marks_finds_its_character()
    {
        var random = Seeded.Random();
        var missed = new List<string>();
        // Of names by rule, which are alike, some.
        var asked = KnownCharacter.All.Where(character => character.IsNamed && (!character.IsByRule || random.Once(40))).ToList();
        Parallel.ForEach(asked, character =>
        {
            var found = Lookup.Codes($"\"{character.Name}\"");
            if (!found.Contains(character.Code))
            {
                lock (missed)
                    missed.Add(character.Name);
            }
        });

        Assert.Empty(missed);
    }

    [Fact]
    public void Every_alias_finds_its_character()
    {
        var aliases = 0;
        foreach (var character in KnownCharacter.All.Where(character => !character.IsByRule))
        {
            foreach (var alias in Detail.Of(character.Code).GetProperty("aliases").EnumerateArray())
            {
                aliases++;
                Assert.Contains(character.Code, Lookup.Codes($"alias:\"{alias.GetProperty("name").GetString()}\""));
            }
        }

        Assert.Equal(481, aliases);
    }

    [Fact]
    public void Every_keyword_finds_its_character()
    {
        var random = Seeded.Random();
        var (asked, wordless) = (0, 0);
        var candidates = Lookup.Codes("is:emoji OR gc:Sm OR gc:Sc OR gc:Po OR block:Arrows OR block:\"Geometric Shapes\"");
        for (var count = 0; count < 120; count++)
        {
            var code = random.Of(candidates);
            var keywords = Detail.Of(code).GetProperty("keywords");
            foreach (var language in Languages.Where(language => keywords.TryGetProperty(language, out _)))
            {
                foreach (var keyword in keywords.Texts(language))
                {
                    if (keyword.EnumerateRunes().All(rune => !Rune.IsLetterOrDigit(rune) && !Rune.IsNumber(rune)))
                    {
                        wordless++;
                        continue;
                    }

                    asked++;
                    var query = $"kw.{language}:\"{keyword.Replace('"', ' ')}\"";
                    Assert.True(Lookup.Codes(query).Contains(code), $"{query} does not find U+{code:X4}");
                }
            }
        }

        Assert.True(asked > 500, $"{asked} keywords, {wordless} without a word");
    }

    [Theory]
    [InlineData("name:cat", "cat")]
    [InlineData("name:cat*", "cat*")]
    [InlineData("name:\"black chess\"", "\"black chess\"")]
    [InlineData("name:black-chess", "black chess")]
    public void Names_are_what_words_look_at(string field, string words) => Assert.Equal(Lookup.Codes(words), Lookup.Codes(field));

    [Fact]
    public void Keywords_of_all_languages_are_those_of_each()
    {
        var each = Languages.SelectMany(language => Lookup.Codes($"kw.{language}:gato")).Distinct().Order();

        Assert.Equal(each, Lookup.Codes("kw:gato"));
        Assert.NotEmpty(Lookup.Codes("kw.pt:gato"));
        Assert.Empty(Lookup.Codes("kw.de:gato"));
        Assert.Contains(0x1F600, Lookup.Codes("kw.ja:笑"));
        Assert.Contains(0x2764, Lookup.Codes("kw.pt:coração"));
        Assert.Empty(Lookup.Codes("kw.pt:cora"));
        Assert.Contains(0x2764, Lookup.Codes("kw.pt:cora*"));
    }
}

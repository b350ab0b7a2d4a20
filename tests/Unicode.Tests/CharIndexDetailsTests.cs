using System.Text.Json;

namespace Actors.Unicode.Tests;

public sealed class CharIndexDetailsTests
{
    [Fact]
    public void Everything_is_known_of_the_black_chess_rook()
    {
        var rook = Detail.Of("U+265C");

        Assert.Equal("U+265C", rook.GetProperty("code").GetString());
        Assert.Equal("♜", rook.GetProperty("char").GetString());
        Assert.Equal("BLACK CHESS ROOK", rook.GetProperty("name").GetString());
        Assert.True(rook.GetProperty("assigned").GetBoolean());
        Assert.Equal("Miscellaneous Symbols", rook.GetProperty("block").GetString());
        Assert.Equal("So", rook.GetProperty("category").GetString());
        Assert.Equal("Other Symbol", rook.GetProperty("categoryName").GetString());
        Assert.Equal("Common", rook.GetProperty("script").GetString());
        Assert.Equal(["Common"], rook.Texts("scriptExtensions"));
        Assert.Equal("1.1", rook.GetProperty("age").GetString());
        Assert.Contains("Grapheme_Base", rook.Texts("properties"));
        Assert.DoesNotContain("Emoji", rook.Texts("properties"));
        Assert.Empty(rook.GetProperty("aliases").EnumerateArray());
        Assert.Equal(JsonValueKind.Object, rook.GetProperty("keywords").ValueKind);
        Assert.Equal(JsonValueKind.Null, rook.GetProperty("country").ValueKind);
        var encodings = rook.GetProperty("encodings");
        Assert.Equal(
            ["E2 99 9C", "265C", "0000265C", "&#x265C;", "\\u265C", "%E2%99%9C", "\\u265C", "\\265C"],
            new[] { "utf8", "utf16", "utf32", "html", "json", "percent", "csharp", "css" }.Select(form => encodings.GetProperty(form).GetString()));
    }

    [Theory]
    [InlineData("U+265C")]
    [InlineData("265C")]
    [InlineData("265c")]
    [InlineData("u+00265c")]
    [InlineData("00265C")]
    public void A_code_may_be_written_in_several_ways(string code) =>
        Assert.Equal("U+265C", Detail.Of(code).GetProperty("code").GetString());

    [Fact]
    public void Letters_have_scripts_and_properties()
    {
        var letter = Detail.Of("U+41");

        Assert.Equal("Latin", letter.GetProperty("script").GetString());
        Assert.Equal("Uppercase Letter", letter.GetProperty("categoryName").GetString());
        var properties = letter.Texts("properties").ToHashSet();
        Assert.Superset(new HashSet<string> { "Alphabetic", "Uppercase", "ASCII_Hex_Digit", "ID_Start", "Cased" }, properties);
        Assert.DoesNotContain("White_Space", letter.Texts("properties"));
        Assert.Equal(["Devanagari", "Grantha", "Kannada", "Tulu_Tigalari"], Detail.Of("U+1CF4").Texts("scriptExtensions").Order());
    }

    [Fact]
    public void Keywords_are_told_by_language()
    {
        var keywords = Detail.Of("U+2764").GetProperty("keywords");

        Assert.Equal(["en", "es", "fr", "de", "pt", "ja"], keywords.EnumerateObject().Select(language => language.Name));
        Assert.Contains("coração", keywords.Texts("pt"));
        Assert.Contains("heart", keywords.Texts("en"));
        Assert.Contains("ハート", keywords.Texts("ja"));
    }

    [Fact]
    public void Controls_have_aliases_instead_of_a_name()
    {
        var nul = Detail.Of("U+0000");

        Assert.Equal("<control-0000>", nul.GetProperty("name").GetString());
        Assert.Equal("\0", nul.GetProperty("char").GetString());
        Assert.Equal(
            ["control NULL", "abbreviation NUL"],
            nul.GetProperty("aliases").EnumerateArray().Select(alias => $"{alias.GetProperty("kind")} {alias.GetProperty("name")}"));
    }

    [Fact]
    public void Corrections_come_first_among_aliases()
    {
        var bracket = Detail.Of("FE18").GetProperty("aliases")[0];

        Assert.Equal("correction", bracket.GetProperty("kind").GetString());
        Assert.Equal("PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET", bracket.GetProperty("name").GetString());
    }

    [Fact]
    public void A_flag_has_its_country()
    {
        var flag = Detail.Of("1F1E7-1F1F7");

        Assert.Equal("U+1F1E7 U+1F1F7", flag.GetProperty("code").GetString());
        Assert.Equal("🇧🇷", flag.GetProperty("char").GetString());
        Assert.Equal(JsonValueKind.Null, flag.GetProperty("name").ValueKind);
        Assert.Equal("BR", flag.GetProperty("country").GetProperty("code").GetString());
        Assert.Equal("Brazil", flag.GetProperty("country").GetProperty("name").GetString());
        Assert.Equal(
            ["REGIONAL INDICATOR SYMBOL LETTER B", "REGIONAL INDICATOR SYMBOL LETTER R"],
            flag.GetProperty("characters").EnumerateArray().Select(character => character.GetProperty("name").GetString()));
        Assert.Equal("F0 9F 87 A7 F0 9F 87 B7", flag.GetProperty("encodings").GetProperty("utf8").GetString());
    }

    [Fact]
    public void All_249_countries_have_a_flag()
    {
        const int A = 0x1F1E6;
        var pairs = Enumerable.Range(0, 26 * 26).Select(pair => $"{A + (pair / 26):X}-{A + (pair % 26):X}");

        var countries = pairs.Select(Detail.Of).Select(detail => detail.GetProperty("country"))
            .Where(country => country.ValueKind == JsonValueKind.Object)
            .Select(country => country.GetProperty("code").GetString()).ToList();

        Assert.Equal(249, countries.Distinct().Count());
        Assert.Equal(249, countries.Count);
        Assert.DoesNotContain("EU", countries);
    }

    [Theory]
    [InlineData("U+D800", "<surrogate-D800>", "Cs", true, false, "High Surrogates")]
    [InlineData("U+DC00", "<surrogate-DC00>", "Cs", true, false, "Low Surrogates")]
    [InlineData("U+F8FF", "<private-use-F8FF>", "Co", true, true, "Private Use Area")]
    [InlineData("U+100000", "<private-use-100000>", "Co", true, true, "Supplementary Private Use Area-B")]
    [InlineData("U+FDD0", "<noncharacter-FDD0>", "Cn", false, false, "Arabic Presentation Forms-A")]
    [InlineData("U+10FFFF", "<noncharacter-10FFFF>", "Cn", false, false, "Supplementary Private Use Area-B")]
    [InlineData("U+0378", "<reserved-0378>", "Cn", false, false, "Greek and Coptic")]
    [InlineData("U+40000", "<reserved-40000>", "Cn", false, false, null)]
    public void What_is_no_character_is_labelled(string code, string label, string category, bool isAssigned, bool isShown, string? block)
    {
        var detail = Detail.Of(code);

        Assert.Equal(label, detail.GetProperty("name").GetString());
        Assert.Equal(category, detail.GetProperty("category").GetString());
        Assert.Equal(isAssigned, detail.GetProperty("assigned").GetBoolean());
        Assert.Equal(isShown ? JsonValueKind.String : JsonValueKind.Null, detail.GetProperty("char").ValueKind);
        Assert.Equal(block, detail.GetProperty("block").GetString());
        Assert.Equal(JsonValueKind.Null, detail.GetProperty("age").ValueKind);
        Assert.Empty(detail.GetProperty("aliases").EnumerateArray());
        Assert.DoesNotContain("\uFFFD", detail.GetRawText(), StringComparison.Ordinal);
        if (category == "Cs")
            Assert.Equal(JsonValueKind.Null, detail.GetProperty("encodings").GetProperty("utf8").ValueKind);
    }

    [Theory]
    [InlineData("AC00", "HANGUL SYLLABLE GA", "Hangul Syllables", "Hangul", "2.0")]
    [InlineData("D7A3", "HANGUL SYLLABLE HIH", "Hangul Syllables", "Hangul", "2.0")]
    [InlineData("4E00", "CJK UNIFIED IDEOGRAPH-4E00", "CJK Unified Ideographs", "Han", "1.1")]
    [InlineData("FA0E", "CJK COMPATIBILITY IDEOGRAPH-FA0E", "CJK Compatibility Ideographs", "Han", "1.1")]
    [InlineData("17000", "TANGUT IDEOGRAPH-17000", "Tangut", "Tangut", "9.0")]
    [InlineData("18E00", "JURCHEN CHARACTER-18E00", "Jurchen", "Jurchen", "18.0")]
    [InlineData("1F6D9", null, "Transport and Map Symbols", "Common", "18.0")]
    public void Names_follow_their_rules(string code, string? name, string block, string script, string age)
    {
        var detail = Detail.Of(code);

        if (name is not null)
            Assert.Equal(name, detail.GetProperty("name").GetString());
        Assert.Equal((block, script, age), (
            detail.GetProperty("block").GetString(), detail.GetProperty("script").GetString(), detail.GetProperty("age").GetString()));
    }

    [Theory]
    [InlineData("110000", "code_out_of_range")]
    [InlineData("U+110000", "code_out_of_range")]
    [InlineData("FFFFFFFFFFFFFFFF", "code_out_of_range")]
    [InlineData("1F1E7-110000", "code_out_of_range")]
    [InlineData("", "invalid_code")]
    [InlineData("265", "invalid_code")]
    [InlineData("rook", "invalid_code")]
    [InlineData("1F1E7-", "invalid_code")]
    [InlineData("♜", "invalid_code")]
    public void What_is_no_code_is_refused(string code, string error)
    {
        var refused = Lookup.Refused(() => Detail.Of(code));

        Assert.Equal((error, "code"), (refused.Code, refused.Field));
    }

    [Fact]
    public void Details_agree_with_rows()
    {
        var random = Seeded.Random();
        foreach (var _ in Enumerable.Range(0, 500))
        {
            var character = random.Of(KnownCharacter.All);
            var detail = Detail.Of(character.Code);

            Assert.Equal(
                [character.Char, character.Name, character.Block, character.Category, character.Age],
                new[] { "char", "name", "block", "category", "age" }.Select(member => detail.GetProperty(member).GetString()));
        }
    }
}

using System.Text;
using System.Text.Json;

namespace Actors.Unicode.Tests;

public sealed class CharIndexRowsTests
{
    [Fact]
    public void A_JSON_row_is_as_the_surface_says() =>
        Assert.Equal(
            """{"code":"U+265A","char":"♚","name":"BLACK CHESS KING","block":"Miscellaneous Symbols","category":"So","age":"1.1"}""",
            Lookup.Find("U+265A", format: RowFormat.Json).Text());

    [Fact]
    public void A_text_row_is_as_the_books_program_prints_it()
    {
        Assert.Equal("U+265A \t♚\tBLACK CHESS KING\r\n", Lookup.Find("U+265A").Text());
        Assert.Equal("U+1F4A9\t💩\tPILE OF POO\r\n", Lookup.Find("U+1F4A9").Text());
        Assert.Equal("U+E012B\t\U000E012B\tVARIATION SELECTOR-60\r\n", Lookup.Find("60", CharMode.Seed).Text());
        Assert.Equal("U+10FFFF\t\t<noncharacter-10FFFF>\r\n", Lookup.Find("U+10FFFF").Text());
    }

    [Fact]
    public void JSON_and_text_rows_agree()
    {
        foreach (var query in new[] { "U+0..U+10FFFF", "-letter", "♜♖♜", "U+D800", "U+E000", "U+FFFF", "U+0378", "U+10FFFD" })
        {
            using var json = JsonDocument.Parse($"[{Lookup.Find(query, format: RowFormat.Json).Text()}]");
            var expected = json.RootElement.EnumerateArray().Select(row =>
                $"{row.GetProperty("code").GetString(),-7}\t{Shown(row.GetProperty("char").GetString())}\t{row.GetProperty("name")}");

            Assert.Equal(expected, Lookup.Find(query).Text().Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void Every_row_shows_its_character()
    {
        foreach (var character in KnownCharacter.All)
            Assert.Equal(char.ConvertFromUtf32(character.Code), character.Char);
    }

    [Theory]
    [InlineData("U+D800", "<surrogate-D800>", false, "Cs", "High Surrogates")]
    [InlineData("U+DFFF", "<surrogate-DFFF>", false, "Cs", "Low Surrogates")]
    [InlineData("U+E000", "<private-use-E000>", true, "Co", "Private Use Area")]
    [InlineData("U+10FFFD", "<private-use-10FFFD>", true, "Co", "Supplementary Private Use Area-B")]
    [InlineData("U+FDD0", "<noncharacter-FDD0>", false, "Cn", "Arabic Presentation Forms-A")]
    [InlineData("U+1FFFE", "<noncharacter-1FFFE>", false, "Cn", null)]
    [InlineData("U+0378", "<reserved-0378>", false, "Cn", "Greek and Coptic")]
    [InlineData("U+0007", "<control-0007>", true, "Cc", "Basic Latin")]
    public void What_has_no_name_has_a_label(string query, string label, bool isShown, string category, string? block)
    {
        using var row = JsonDocument.Parse(Lookup.Find(query, format: RowFormat.Json).Text());

        Assert.Equal(label, row.RootElement.GetProperty("name").GetString());
        Assert.Equal(isShown, row.RootElement.GetProperty("char").ValueKind == JsonValueKind.String);
        Assert.Equal(category, row.RootElement.GetProperty("category").GetString());
        Assert.Equal(block, row.RootElement.GetProperty("block").GetString());
    }

    [Fact]
    public void Controls_reach_no_terminal()
    {
        var text = Lookup.Find("gc:Cc").Rows.Span;

        Assert.Equal(65, Lookup.Total("gc:Cc"));
        Assert.DoesNotContain(Encoding.UTF8.GetString(text), c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'));
        Assert.DoesNotContain(Lookup.Find("gc:Cc", format: RowFormat.Json).Text(), char.IsControl);
    }

    // Text rows leave out what would act on the terminal.
    private static string Shown(string? character) => character is [var unit] && char.IsControl(unit) ? "" : character ?? "";
}

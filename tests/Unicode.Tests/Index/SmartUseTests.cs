using System.Text.Json;

namespace Actors.Unicode.Tests.Index;

/// <summary>What smart mode says of itself must be what it did.</summary>
public sealed class SmartUseTests
{
    [Theory]
    [InlineData("arow", "ARROW")]
    [InlineData("circel", "CIRCLE")]
    public void A_corrected_word_is_told_and_is_no_prefix(string query, string read)
    {
        var used = Used(query);

        Assert.Equal(read, used.GetProperty("corrected")[0].GetProperty("to").GetString());
        Assert.Equal(JsonValueKind.Null, used.GetProperty("prefix").ValueKind);
    }

    [Theory]
    [InlineData("gato", "es pt")]
    [InlineData("gato OR chess", "es pt")]
    [InlineData("rook", "")]
    [InlineData("laugh", "en")]
    public void Only_languages_that_found_something_are_told(string query, string languages) =>
        Assert.Equal(languages, string.Join(' ', Used(query).GetProperty("keywords").EnumerateArray().Select(language => language.GetString())));

    [Fact]
    public void A_corrected_word_is_no_beginning_of_others()
    {
        var used = Used("doog");

        Assert.Equal(JsonValueKind.Null, used.GetProperty("prefix").ValueKind);
        Assert.Equal(Lookup.Total("dog ", CharMode.Smart), Lookup.Total("doog", CharMode.Smart));
    }

    [Theory]
    [InlineData("aayin ", "6.3", "YIN")]
    [InlineData("brailel ", "3.0", "BRAILLE")]
    public void Words_are_corrected_to_what_the_version_had(string query, string unicode, string read)
    {
        var answer = Lookup.Find(query, CharMode.Smart, unicode);

        Assert.Contains(read, System.Text.Encoding.UTF8.GetString(answer.Result.Used ?? []), StringComparison.Ordinal);
        Assert.True(answer.Result.Total > 0);
    }

    [Fact]
    public void What_no_word_of_a_version_resembles_stays() =>
        Assert.Equal(0, Lookup.Total("brailel ", CharMode.Smart, "1.1"));

    [Theory]
    [InlineData("gc:Cn")]
    [InlineData("gc:Cs")]
    [InlineData("sc:Zzzz")]
    [InlineData("is:Noncharacter_Code_Point")]
    public void A_value_that_no_listed_character_has_is_refused(string query) =>
        Assert.Equal("unknown_value", Lookup.Refused(() => Lookup.Total(query)).Code);

    private static JsonElement Used(string query) =>
        JsonElement.Parse(Lookup.Find(query, CharMode.Smart).Result.Used ?? throw new InvalidOperationException("Smart mode said nothing."));
}

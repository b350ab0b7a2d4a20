using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests;

/// <summary>Where pages end, and which cursors lead on.</summary>
public sealed class CharIndexSlicesTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(50)]
    public void A_slice_with_an_end_has_no_next_page_whatever_the_limit(int limit)
    {
        var slice = Lookup.Find("chess", window: new CharWindow(limit, Start: 0, Stop: 20));

        Assert.Null(slice.Result.Next);
        Assert.Equal(Math.Min(20, limit), slice.Result.Count);
        Assert.Equal(124, slice.Result.Total);
    }

    [Fact]
    public void A_slice_without_an_end_leads_on_to_the_end()
    {
        var first = Lookup.Find("chess", window: new CharWindow(100, Start: 20));
        var second = Lookup.Find("chess", window: new CharWindow(100, After: first.Result.Next));

        Assert.Equal(Lookup.Codes("chess")[20..], first.Codes().Concat(second.Codes()));
        Assert.Null(second.Result.Next);
    }

    [Fact]
    public void A_cursor_of_older_data_is_expired_though_its_newest_version_had_another_name()
    {
        var cursor = CharCursor.Encode(
            CharCursor.Data("17.0-2.1.0-r1-a28-cldr47.0.0"), CharCursor.Identity("chess", CharMode.Words, CharSort.CodePoint, ""), 0x265A);

        var refused = Lookup.Refused(() => Lookup.Find("chess", window: new CharWindow(1, After: cursor)));

        Assert.Equal(("cursor_expired", "after"), (refused.Code, refused.Field));
    }

    [Theory]
    [InlineData("kw.en:\"broken heart\"", 0x1F494)]
    [InlineData("kw.pt:\"coração partido\"", 0x1F494)]
    public void A_spoken_name_is_a_keyword_as_a_whole_too(string query, int code) => Assert.Contains(code, Lookup.Codes(query));

    [Theory]
    [InlineData("U+378", "6.3")]
    [InlineData("U+1FAE8", "6.3")]
    [InlineData("U+FFFF", "6.3")]
    public void What_was_no_character_of_a_version_is_none_of_its_results(string query, string unicode) =>
        Assert.Equal(0, Lookup.Total(query, unicode: unicode));

    [Theory]
    [InlineData("♜♜", 2, "So", 2)]
    [InlineData("U+D800", 1, "Cs", 1)]
    [InlineData("U+E000", 1, "Co", 1)]
    public void Facets_of_codes_count_each_as_often_as_it_is_there(string query, int total, string category, int count)
    {
        var facets = Facets.Of(query);

        Assert.Equal(total, facets.GetProperty("total").GetInt32());
        Assert.Equal(category, facets.GetProperty("category")[0].GetProperty("value").GetString());
        Assert.Equal(count, facets.GetProperty("category")[0].GetProperty("count").GetInt32());
    }
}

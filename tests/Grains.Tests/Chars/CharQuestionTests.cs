using Actors.Grains.Chars;
using Actors.Unicode;

namespace Actors.Grains.Tests.Chars;

public sealed class CharQuestionTests
{
    [Fact]
    public void What_is_not_said_is_words_by_the_modes_own_order_as_json()
    {
        var question = CharQuestion.Of(new CharRequest("cat"));

        Assert.Equal(new CharQuery("cat", CharMode.Words), question.Query);
        Assert.Equal(new CharWindow(50), question.Window);
        Assert.Equal(RowFormat.Json, question.Format);
    }

    [Fact]
    public void What_is_said_is_passed_on()
    {
        var question = CharQuestion.Of(new CharRequest("cat", "seed", "relevance", "14", 7, Start: 3, Stop: 9, Format: CharFormat.Text));

        Assert.Equal(new CharQuery("cat", CharMode.Seed, CharSort.Relevance, "14"), question.Query);
        Assert.Equal(new CharWindow(7, null, 3, 9), question.Window);
        Assert.Equal(RowFormat.Text, question.Format);
        Assert.Equal("c", CharQuestion.Of(new CharRequest("cat", "smart", After: "c")).Window.After);
    }

    [Theory]
    [InlineData("Seed", null, "unknown_mode", "mode", "seed, words or smart")]
    [InlineData("", null, "unknown_mode", "mode", "seed, words or smart")]
    [InlineData(null, "name", "unknown_sort", "sort", "cp or relevance")]
    public void A_mode_or_sort_that_is_none_is_told_which_there_are(string? mode, string? sort, string code, string field, string known)
    {
        var error = Assert.Throws<QueryException>(() => CharQuestion.Of(new CharRequest("cat", mode, sort)));

        Assert.Equal((code, field), (error.Code, error.Field));
        Assert.Contains(known, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, null, null, "invalid_limit", "limit")]
    [InlineData(-1, null, null, null, "invalid_limit", "limit")]
    [InlineData(1001, null, null, null, "invalid_limit", "limit")]
    [InlineData(50, null, -1, null, "invalid_range", "start")]
    [InlineData(50, null, 5, 4, "invalid_range", "stop")]
    [InlineData(50, null, null, -1, "invalid_range", "stop")]
    [InlineData(50, "c", 0, null, "invalid_range", "after")]
    [InlineData(50, "c", null, 3, "invalid_range", "after")]
    public void A_window_that_is_none_is_refused_by_its_member(int limit, string? after, int? start, int? stop, string code, string field)
    {
        var error = Assert.Throws<CharQueryException>(() => CharQuestion.Of(new CharRequest("cat", null, null, null, limit, after, start, stop)));

        Assert.Equal((code, field), (error.Code, error.Field));
    }

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(1000, 0, 0)]
    [InlineData(50, 7, 7)]
    public void An_empty_slice_and_the_limits_themselves_are_fine(int limit, int? start, int? stop) =>
        Assert.Equal(new CharWindow(limit, null, start, stop), CharQuestion.Of(new CharRequest("cat", Limit: limit, Start: start, Stop: stop)).Window);
}

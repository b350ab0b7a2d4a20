using System.Text;
using Microsoft.CSharp.RuntimeBinder;

namespace Actors.FrozenJson.Tests;

public sealed class FrozenNodeTests
{
    [Fact]
    public void Dots_and_indexes_lead_through_a_document()
    {
        dynamic feed = Documents.Conference;

        Assert.Equal("Carina", feed.Schedule.speakers[-1].name);
        Assert.Equal("Faisal", feed.Schedule.speakers[0].name);
        Assert.Equal(34505L, feed.Schedule.events[0].serial);
        Assert.Equal("slot_15176", feed.Schedule.events[1].serial);
        Assert.Equal(157509L, feed.Schedule.events[0].speakers[0]);
        Assert.Null(feed.Schedule.events[1].@event);
        Assert.Equal(12.50m, feed.Schedule.events[1].price);
    }

    [Fact]
    public void The_same_without_dynamic()
    {
        var schedule = (FrozenNode)Documents.Conference["Schedule"]!;

        Assert.Equal(["conferences", "events", "speakers", "venues"], schedule.Keys);
        Assert.Equal(4, schedule.Count);
        Assert.Equal("Carina", ((FrozenNode)((FrozenNode)schedule["speakers"]!)[-1]!)["name"]);
        Assert.Equal("Schedule.speakers", ((FrozenNode)schedule["speakers"]!).Path);
    }

    [Fact]
    public void A_member_of_the_class_never_shadows_one_of_the_data()
    {
        dynamic feed = Documents.Conference;

        Assert.Equal("not those of the class", feed.Keys);
        Assert.Equal(7L, feed.Count);
        Assert.Null(feed.Path);
        Assert.Equal("a name like any other", feed.GetType);
        Assert.Throws<NoSuchMemberException>(() => feed.Element);
        Assert.Throws<NoSuchMemberException>(() => feed.Schedule.Count);
    }

    [Fact]
    public void Arrays_have_a_length_and_are_enumerated_and_so_are_objects()
    {
        dynamic feed = Documents.Conference;
        var names = new List<string>();
        foreach (var speaker in feed.Schedule.speakers)
            names.Add(speaker.name);

        Assert.Equal(["Faisal", "Carina"], names);
        Assert.Equal(2L, feed.Schedule.speakers.Count);
        Assert.Equal(0L, feed.Schedule.venues.Length);
        Assert.Equal(
            ["serial", "name"],
            ((FrozenNode)feed.Schedule.speakers[0]).Cast<KeyValuePair<string, object?>>().Select(member => member.Key));
    }

    [Theory]
    [InlineData("_2be", true)]
    [InlineData("2be", true)]
    [InlineData("class_", "Keynote")]
    [InlineData("class", "Keynote")]
    public void Names_that_cannot_be_written_have_a_safe_spelling(string spelling, object expected)
    {
        var talk = (FrozenNode)FrozenPath.Follow(Documents.Conference, FrozenPath.Parse("Schedule.events[0]"))!;

        Assert.Equal(expected, talk[spelling]);
        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["_2be"] = "2be", ["class_"] = "class" }, talk.Spellings);
    }

    [Fact]
    public void Safe_spellings_work_after_a_dot()
    {
        dynamic talk = ((dynamic)Documents.Conference).Schedule.events[0];

        Assert.True(talk._2be);
        Assert.Equal("Keynote", talk.class_);
        Assert.Equal("Keynote", talk.@class);
    }

    [Fact]
    public void A_spelling_that_several_names_share_is_refused_with_their_names()
    {
        dynamic talk = ((dynamic)Documents.Conference).Schedule.events[1];

        var error = Assert.Throws<NoSuchMemberException>(() => talk.a_b);
        Assert.Contains("a-b, a.b", error.Message, StringComparison.Ordinal);
        Assert.Equal(2L, talk["a.b"]);
        Assert.DoesNotContain("a_b", ((FrozenNode)talk).Spellings.Keys);
    }

    [Fact]
    public void A_missing_member_says_its_whole_path_and_what_is_there()
    {
        dynamic feed = Documents.Conference;

        var error = Assert.Throws<NoSuchMemberException>(() => feed.Schedule.speakers[1].flavor);
        Assert.Equal("Schedule.speakers[1].flavor", error.Path);
        Assert.Equal("Schedule.speakers[1]", error.Nearest);
        Assert.Equal(["serial", "name"], error.Keys);
        Assert.Equal("There is no 'Schedule.speakers[1].flavor': 'Schedule.speakers[1]' has serial, name.", error.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void An_index_out_of_range_says_the_range(int index)
    {
        var speakers = (FrozenNode)FrozenPath.Follow(Documents.Conference, FrozenPath.Parse("Schedule.speakers"))!;

        var error = Assert.Throws<NoSuchMemberException>(() => speakers[index]);
        Assert.Equal($"There is no 'Schedule.speakers[{index}]': 'Schedule.speakers' has the indexes 0 to 1, and -1 to -2 from the end.", error.Message);
    }

    [Theory]
    [InlineData("Keys.length", "'Keys' is a string, which has no names.")]
    [InlineData("Count[0]", "'Count' is a number, which has no indexes.")]
    [InlineData("Path.x", "'Path' is null, which has no names.")]
    [InlineData("Schedule.speakers.name", "'Schedule.speakers' is an array, which has no names.")]
    [InlineData("Schedule[0]", "'Schedule' is an object, which has no indexes.")]
    [InlineData("Schedule.venues[0]", "'Schedule.venues' is empty.")]
    public void What_has_nothing_below_it_says_what_it_is(string path, string why)
    {
        var error = Assert.Throws<NoSuchMemberException>(() => FrozenPath.Follow(Documents.Conference, FrozenPath.Parse(path)));

        Assert.Equal($"There is no '{path}': {why}", error.Message);
    }

    [Fact]
    public void Nothing_can_be_set()
    {
        dynamic feed = Documents.Conference;

        Assert.Throws<RuntimeBinderException>(() => feed.Schedule = 1);
        Assert.Throws<RuntimeBinderException>(() => feed["Schedule"] = 1);
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("-0", 0L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("1e3", 1000L)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-40", 1e-40)]
    public void Numbers_become_what_holds_them_exactly(string json, object expected)
    {
        var read = Documents.Parse($$"""{ "n": {{json}} }""")["n"];

        Assert.Equal(expected, read is decimal exact && expected is long ? (long)exact : read);
    }

    [Fact]
    public void A_decimal_keeps_its_digits() => Assert.Equal(0.1m, Documents.Parse("[0.1]")[0]);

    [Fact]
    public void Equal_is_the_same_place_of_the_same_document()
    {
        var feed = Documents.Conference;

        Assert.True(feed["Schedule"]!.Equals(feed["Schedule"]));
        Assert.False(((FrozenNode)feed["Schedule"]!)["events"]!.Equals(((FrozenNode)feed["Schedule"]!)["venues"]));
        Assert.False(Documents.Parse("[{}]")[0]!.Equals(Documents.Parse("[{}]")[0]));
    }

    [Fact]
    public async Task Many_threads_read_one_document()
    {
        dynamic feed = Documents.Conference;
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Range(0, 2_000).All(_ => feed.Schedule.speakers[-1].name == "Carina" && feed.Schedule.events[0]._2be))));

        Assert.DoesNotContain(false, found);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "a")]
    [InlineData("{\"a\":", "")]
    [InlineData("", "")]
    [InlineData("[1] [2]", "")]
    [InlineData("<html>", "")]
    public void What_is_no_document_is_refused(string json, string part)
    {
        var error = Assert.Throws<FormatException>(() => Documents.Parse(json));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.NotNull(Documents.Parse(new string('[', FrozenDocument.MaxDepth) + new string(']', FrozenDocument.MaxDepth)));
        Assert.Throws<FormatException>(() => Documents.Parse(new string('[', FrozenDocument.MaxDepth + 1) + new string(']', FrozenDocument.MaxDepth + 1)));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped_and_other_encodings_are_named()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8];

        Assert.Equal(1L, FrozenDocument.Parse(marked)["a"]);
        Assert.Contains("UTF-16, little-endian", Assert.Throws<FormatException>(() => FrozenDocument.Parse(Encoding.Unicode.GetBytes("{\"ä\":1}"))).Message, StringComparison.Ordinal);
        Assert.Contains("Byte 2 ", Assert.Throws<FormatException>(() => FrozenDocument.Parse(new byte[] { (byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']' })).Message, StringComparison.Ordinal);
    }
}

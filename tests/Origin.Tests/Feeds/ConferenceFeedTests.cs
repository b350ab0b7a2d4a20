using System.Text;
using System.Text.Json;
using Actors.Origin.Feeds;

namespace Actors.Origin.Tests.Feeds;

/// <summary>
/// What is known of the book's feed holds for the generated one. <c>ACTORS_FEED=osconfeed.json dotnet test</c> looks at a real one instead.
/// </summary>
public sealed class ConferenceFeedTests
{
    private static readonly string? Real = Environment.GetEnvironmentVariable("ACTORS_FEED");
    private static readonly byte[] Bytes = Real is null ? ConferenceFeed.Small() : File.ReadAllBytes(Real);
    private static readonly JsonElement Schedule = JsonElement.Parse(Bytes).GetProperty("Schedule");
    private static readonly JsonElement[] Events = [.. List("events")];

    [Fact]
    public void It_has_as_many_records_of_each_kind_and_no_two_of_one_serial()
    {
        Assert.Equal(["conferences", "events", "speakers", "venues"], Schedule.EnumerateObject().Select(list => list.Name));
        Assert.Equal([1, 484, 357, 53], Schedule.EnumerateObject().Select(list => list.Value.GetArrayLength()));
        var keys = Schedule.EnumerateObject()
            .SelectMany(list => list.Value.EnumerateArray().Select(record => $"{list.Name[..^1]}.{record.GetProperty("serial")}")).ToArray();
        Assert.Equal(895, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Its_texts_are_ASCII_after_blank_lines_with_markup_and_entities()
    {
        Assert.StartsWith("\n\n{", Encoding.ASCII.GetString(Bytes).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(Bytes, unit => Assert.InRange(unit, 0, 127));
        Assert.InRange(Bytes.Length, 600_000, 900_000);
        Assert.Contains(Events, one => Name(one).Contains("&amp;", StringComparison.Ordinal));
        Assert.Contains(Events, one => one.TryGetProperty("description", out var text) && text.GetString()!.Contains("</p>", StringComparison.Ordinal));
    }

    [Fact]
    public void Breaks_have_serials_of_their_own_kind_and_lack_members()
    {
        var breaks = Events.Where(one => one.GetProperty("event_type").GetString() == "break").ToArray();

        Assert.Equal(10, breaks.Length);
        Assert.All(breaks, one =>
        {
            Assert.StartsWith("slot_", one.GetProperty("serial").GetString(), StringComparison.Ordinal);
            Assert.All((string[])["description", "website_url", "speakers"], member => Assert.False(one.TryGetProperty(member, out _)));
        });
        Assert.All(Events.Except(breaks), one => Assert.Equal(JsonValueKind.Number, one.GetProperty("serial").ValueKind));
    }

    [Fact]
    public void There_are_nine_types_of_events() => Assert.Equal(
        [249, 63, 41, 36, 23, 23, 22, 17, 10],
        Events.CountBy(one => one.GetProperty("event_type").GetString()!).Select(type => type.Value).OrderDescending());

    [Fact]
    public void Speakers_are_missing_empty_many_and_one_dangles()
    {
        var known = List("speakers").Select(Serial).ToHashSet();
        var named = Events.Where(one => one.TryGetProperty("speakers", out _)).Select(one => (Event: one, Speakers: one.GetProperty("speakers"))).ToArray();

        Assert.Equal(81, named.Count(one => one.Speakers.GetArrayLength() == 0));
        Assert.Equal(5, named.Max(one => one.Speakers.GetArrayLength()));
        var (dangling, _) = Assert.Single(named, one => one.Speakers.EnumerateArray().Any(speaker => !known.Contains(speaker.GetInt32())));
        Assert.Equal(35455, Serial(dangling));
        Assert.Contains(31044, dangling.GetProperty("speakers").EnumerateArray().Select(speaker => speaker.GetInt32()));
        var venues = List("venues").Select(Serial).ToHashSet();
        Assert.All(Events, one => Assert.Contains(one.GetProperty("venue_serial").GetInt32(), venues));
    }

    [Fact]
    public void Some_members_of_speakers_are_null() => Assert.Equal(
        [68, 67, 26],
        ((string[])["photo", "url", "twitter"]).Select(member => List("speakers").Count(speaker => speaker.GetProperty(member).ValueKind == JsonValueKind.Null)));

    [Fact]
    public void What_the_book_looks_at_is_there()
    {
        Assert.Equal(141590, Serial(List("speakers").Last()));
        Assert.Equal(33950, Serial(Events[40]));
        Assert.Equal(Real is null ? "Ships *Will* Creak" : "There *Will* Be Bugs", Name(Events[40]));
        Assert.Equal([3471, 5199], Events[40].GetProperty("speakers").EnumerateArray().Select(speaker => speaker.GetInt32()));
        Assert.Equal(Real is null ? "Harbour 251" : "Portland 251", Name(List("venues").Single(venue => Serial(venue) == 1449)));
        Assert.Equal(1449, Events[40].GetProperty("venue_serial").GetInt32());
        Assert.Equal(115, Serial(Assert.Single(List("conferences"))));
    }

    [Fact]
    public void It_is_the_same_each_time() => Assert.Equal(ConferenceFeed.Small(), ConferenceFeed.Small());

    [Fact]
    public void The_large_one_has_the_size_that_is_said()
    {
        var large = ConferenceFeed.Large();
        using var document = JsonDocument.Parse(large);

        Assert.InRange(large.Length, 20_000_000, 40_000_000);
        Assert.InRange(Values(document.RootElement), 800_000, 2_000_000);
    }

    private static int Values(JsonElement element) => 1 + element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Values(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Values),
        _ => 0,
    };

    private static JsonElement.ArrayEnumerator List(string name) => Schedule.GetProperty(name).EnumerateArray();

    private static int Serial(JsonElement record) => record.GetProperty("serial").GetInt32();

    private static string Name(JsonElement record) => record.GetProperty("name").GetString()!;
}

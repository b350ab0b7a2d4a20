using System.Globalization;
using System.Text.Json;
using Actors.Grains.Feeds;
using Actors.Grains.Tests.Countries;

namespace Actors.Grains.Tests.Feeds;

/// <summary>What an answer says of objects, arrays, values and records.</summary>
public sealed class FeedLookTests(FeedFixture feeds) : IClassFixture<FeedFixture>
{
    [Theory]
    [InlineData("""{"path":"","kind":"object","keys":["a","b","c"],"length":3,"items":null,"value":null,"next":null}""")]
    [InlineData("""{"path":"/a","kind":"array","keys":null,"length":2,"items":[1,{"x":[]}],"value":null,"next":null}""", "a")]
    [InlineData("""{"path":"/a/1/x","kind":"array","keys":null,"length":0,"items":[],"value":null,"next":null}""", "a", "-1", "x")]
    [InlineData("""{"path":"/b","kind":"value","keys":null,"length":null,"items":null,"value":1.50e3,"next":null}""", "b")]
    [InlineData("""{"path":"/c","kind":"value","keys":null,"length":null,"items":null,"value":null,"next":null}""", "c")]
    public async Task Nodes(string expected, params string[] steps)
    {
        feeds.Play("/f0.json", _ => Answer.Json("""{ "a": [1, { "x": [] }], "b": 1.50e3, "c": null }"""));

        Assert.Equal(expected, FeedFixture.Text(await feeds.Look("f0", [.. steps])));
    }

    [Fact]
    public async Task Pages_of_an_array_hold_every_item_once()
    {
        feeds.Play("/f1.json", _ => Answer.Json($"[{string.Join(',', Enumerable.Range(0, 1003))}]"));
        await feeds.Look("f1");
        var items = new List<int>();
        for (int? from = 0; from is { } start;)
        {
            var page = await feeds.Feeds.Look("f1", [], new FeedWindow(start, 100));
            items.AddRange(FeedFixture.Json(page).GetProperty("items").EnumerateArray().Select(item => item.GetInt32()));
            Assert.Equal(page.Next is null, FeedFixture.Json(page).GetProperty("next").ValueKind == JsonValueKind.Null);
            from = page.Next;
        }

        Assert.Equal(Enumerable.Range(0, 1003), items);
        Assert.Empty(FeedFixture.Json(await feeds.Feeds.Look("f1", [], new FeedWindow(5000, 100))).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Many_keys_come_in_pages_too()
    {
        feeds.Play("/f2.json", _ => Answer.Json($"{{{string.Join(',', Enumerable.Range(0, FeedBody.MostKeys + 1).Select(n => $"\"{n:x}\":0"))}}}"));

        var look = await feeds.Look("f2");
        var rest = FeedFixture.Json(await feeds.Feeds.Look("f2", [], new FeedWindow(look.Next!.Value, 50)));

        Assert.Equal(FeedBody.MostKeys, FeedFixture.Json(look).GetProperty("keys").GetArrayLength());
        Assert.Equal(FeedBody.MostKeys + 1, FeedFixture.Json(look).GetProperty("length").GetInt32());
        Assert.Equal(FeedBody.MostKeys.ToString("x", CultureInfo.InvariantCulture), Assert.Single(rest.GetProperty("keys").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Records_are_found_by_type_and_serial_with_the_records_that_they_name()
    {
        feeds.Play("/f3.json", _ => Answer.Json(
            """
            { "Schedule": {
              "events": [ { "serial": 1, "speakers": [7, 8], "venue_serial": 3 }, { "serial": "slot_2", "venue_serial": 4 } ],
              "speakers": [ { "serial": 7, "name": "Ada" } ], "venues": [ { "serial": 3, "name": "Hall" } ], "notes": [1, 2] } }
            """));

        var first = FeedFixture.Json(await feeds.Settle(() => feeds.Feeds.Find("f3", "event.1")));
        var second = FeedFixture.Json(await feeds.Feeds.Find("f3", "event.slot_2"));
        var none = await feeds.Feeds.Find("f3", "event.9");

        Assert.Equal("/Schedule/events/0", first.GetProperty("path").GetString());
        Assert.Equal("""{"serial":1,"speakers":[7,8],"venue_serial":3}""", first.GetProperty("record").GetRawText());
        Assert.Equal(
            """
            {"speakers":[{"record":"speaker.7","path":"/Schedule/speakers/0","value":{"serial":7,"name":"Ada"}},{"record":"speaker.8","path":null,"value":null}],
            "venue":{"record":"venue.3","path":"/Schedule/venues/0","value":{"serial":3,"name":"Hall"}}}
            """.ReplaceLineEndings(""),
            first.GetProperty("links").GetRawText());
        Assert.Equal("""{"venue":{"record":"venue.4","path":null,"value":null}}""", second.GetProperty("links").GetRawText());
        Assert.Equal(["event", "speaker", "venue"], none.Missing!.Keys!.Value);
    }

    [Fact]
    public async Task An_answer_is_bounded_whatever_a_record_names()
    {
        var names = string.Join(',', Enumerable.Repeat("7", 1500));
        feeds.Play("/f19.json", _ => Answer.Json(
            $$"""{ "events": [ { "serial": 1, "speakers": [{{names}}] } ], "speakers": [ { "serial": 7, "bio": "{{new string('x', 10_000)}}" } ] }"""));

        var look = await feeds.Settle(() => feeds.Feeds.Find("f19", "event.1"));
        var links = FeedFixture.Json(look).GetProperty("links").GetProperty("speakers").EnumerateArray().ToArray();

        Assert.Equal(1000, links.Length);
        Assert.InRange(look.Body!.Length, 1_000_000, 1_500_000);
        Assert.Equal(10_000, links[0].GetProperty("value").GetProperty("bio").GetString()!.Length);
        Assert.Equal("""{"$ref":"/speakers/0"}""", links[^1].GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{ "events": [] }""")]
    [InlineData("""{ "events": [ { "serial": null } ], "x": { "y": [ 1 ] } }""")]
    public async Task A_document_without_records_has_none(string document)
    {
        var feed = $"f{4 + (document.Length % 14)}";
        feeds.Play($"/{feed}.json", _ => Answer.Json(document));

        Assert.NotNull((await feeds.Settle(() => feeds.Feeds.Find(feed, "event.1"))).Missing);
    }
}

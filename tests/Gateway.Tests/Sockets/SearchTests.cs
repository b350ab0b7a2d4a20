using System.Text.Json;
using Actors.Gateway.Tests.Staged;
using static Actors.Gateway.Tests.Sockets.SearchFramesOf;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SearchTests(GatewayFixture fixture)
{
    [Fact]
    public async Task The_first_rows_come_at_once_and_the_rest_as_it_is_granted()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);

        await socket.Send(Search("staged", "\"limit\":120"));
        var first = await socket.Rows(0, 120, StagedChars.Count);
        Assert.Equal("STAGED SIGN 1", first.Names()[1]);
        Assert.Equal(JsonValueKind.String, first.GetProperty("next").ValueKind);
        await socket.IsQuiet();
        await socket.Send(More(7));
        Assert.Equal("EVEN MORE STAGED SIGN 120", (await socket.Rows(120, 7, StagedChars.Count)).Names()[0]);
        await socket.IsQuiet();
        await socket.Send(More(1000));
        var last = await socket.Rows(127, 173, StagedChars.Count);
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next").ValueKind);
        Assert.Equal("s1", (await socket.Receive("done")).GetProperty("id").GetString());

        await socket.Send(More(1));
        await socket.IsError("no_such_search", "s1");
        await socket.IsQuiet();
    }

    [Fact]
    public async Task Fifty_rows_come_unless_a_limit_is_named_and_a_frame_has_at_most_200()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("staged"));
        await socket.Rows(0, 50, StagedChars.Count);
        await socket.Send(More(250));

        await socket.Rows(50, 200, StagedChars.Count);
        await socket.Rows(250, 50, StagedChars.Count);
        await socket.Receive("done");
    }

    [Fact]
    public async Task Credit_that_ends_with_the_results_is_followed_by_done_at_once()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("even", "\"limit\":100"));

        await socket.Rows(0, 100, 100);
        await socket.Receive("done");
    }

    [Fact]
    public async Task No_results_are_one_frame_without_rows_and_done()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("nothing"));

        var rows = await socket.Rows(0, 0, 0);
        Assert.Equal(JsonValueKind.Null, rows.GetProperty("next").ValueKind);
        await socket.Receive("done");
    }

    [Fact]
    public async Task What_smart_made_of_the_words_stands_in_the_first_frame()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("sta", "\"mode\":\"smart\""));
        Assert.Equal("sta", (await socket.Rows(0, 0, 0)).GetProperty("used").GetProperty("prefix").GetString());
        await socket.Receive("done");

        await socket.Send(Search("staged", "\"mode\":\"smart\",\"limit\":2"));
        Assert.True((await socket.Rows(0, 2, StagedChars.Count)).TryGetProperty("used", out _));
        await socket.Send(More(1));
        Assert.False((await socket.Rows(2, 1, StagedChars.Count)).TryGetProperty("used", out _));
        await socket.Send(Search("staged", "\"limit\":2"));
        Assert.False((await socket.Rows(0, 2, StagedChars.Count)).TryGetProperty("used", out _));
    }

    [Fact]
    public async Task An_id_is_one_search_or_one_subscription()
    {
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(SubscriptionFrames.Subscribe(harvest));
        await socket.Receive("snapshot");

        await socket.Send(Search("staged"));
        await socket.IsError("duplicate_id", "s1");
        await socket.SendBad(Search("staged", "\"limit\":0"));
        await socket.IsError("duplicate_id", "s1");
        await socket.Send(More(1));
        await socket.IsError("no_such_search", "s1");
        harvest.Settle("BR");
        harvest.Complete();
        await socket.ReceiveUntil("done");

        await socket.Send(Search("staged", id: "s2"));
        await socket.Rows(0, 50, StagedChars.Count, "s2");
        await socket.Send($$"""{"type":"subscribe","id":"s2","topic":"harvest/{{StagedHarvest.New("BR").Id}}"}""");
        await socket.IsError("duplicate_id", "s2");
        await socket.Send(More(3, "s2"));
        await socket.Rows(50, 3, StagedChars.Count, "s2");
    }

    [Theory]
    [InlineData("""{"type":"subscribe","id":"s1","topic":"nonsense"}""")]
    [InlineData("""{"type":"subscribe","id":"s1"}""")]
    [InlineData("""{"type":"cancel","id":"s1","harvest":"x"}""")]
    [InlineData("""{"type":"cancel","id":"s1","harvest":7}""")]
    [InlineData("""{"type":"start","id":"s1","limit":0}""")]
    public async Task The_id_of_a_live_search_is_taken_whatever_else_is_wrong(string frame)
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("staged"));
        await socket.Rows(0, 50, StagedChars.Count);

        await socket.SendAny(frame);
        await socket.IsError("duplicate_id", "s1");
        await socket.Send(More(1));
        await socket.Rows(50, 1, StagedChars.Count);
    }

    [Fact]
    public async Task Unsubscribing_ends_a_search()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("staged"));
        await socket.Rows(0, 50, StagedChars.Count);
        await socket.Send("""{"type":"unsubscribe","id":"s1"}""");
        await socket.Receive("done");

        await socket.Send(More(1));
        await socket.IsError("no_such_search", "s1");
        await socket.Send("""{"type":"unsubscribe","id":"s1"}""");
        await socket.IsError("not_subscribed", "s1");
    }

    [Fact]
    public async Task Searches_are_bounded_and_one_that_ends_makes_room()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Searches", "2"));
        using var socket = await TestSocket.OpenWelcomed(gateway);
        foreach (var id in new[] { "a", "b" })
        {
            await socket.Send(Search("staged", id: id));
            await socket.Rows(0, 50, StagedChars.Count, id);
        }

        await socket.Send(Search("staged", id: "c"));
        await socket.IsError("too_many_searches", "c");
        await socket.Send(Search("nothing", id: "a"));
        await socket.Rows(0, 0, 0, "a");
        await socket.Receive("done");
        await socket.Send(Search("staged", id: "c"));
        await socket.Rows(0, 50, StagedChars.Count, "c");
    }

    [Fact]
    public async Task The_rows_are_those_of_the_pages_over_http()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("sign", "\"limit\":41"));
        await socket.Send(More(999));
        var pushed = (await socket.ReceiveUntil("done")).SkipLast(1).Select(frame => JsonElement.Parse(frame)).ToArray();

        var pulled = new List<string>();
        for (string? next = null; pulled.Count == 0 || next is not null;)
        {
            var page = await fixture.Http.GetJson($"/v1/chars?q=sign&limit=70{(next is null ? "" : $"&after={next}")}");
            pulled.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(pulled, pushed.SelectMany(rows => rows.GetProperty("items").EnumerateArray()).Select(item => item.GetRawText()));
        Assert.Equal(StagedChars.Count, pulled.Count);
        // And the cursor of a frame goes on over HTTP.
        var rest = await fixture.Http.GetJson($"/v1/chars?q=sign&limit=1&after={pushed[0].GetProperty("next").GetString()}");
        Assert.Equal("STAGED SIGN 41", rest.GetProperty("items")[0].GetProperty("name").GetString());
    }
}

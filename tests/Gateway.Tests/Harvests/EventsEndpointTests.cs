using System.Net;
using System.Text.Json;
using Actors.Gateway.Tests.AsyncApi.Frames;
using Actors.Gateway.Tests.Sockets;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Countries;

namespace Actors.Gateway.Tests.Harvests;

public sealed class EventsEndpointTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task Socket_stream_and_json_carry_the_same_bytes()
    {
        var harvest = Finished();
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send($$$"""{"type":"subscribe","id":"a","topic":"harvest/{{{harvest.Id}}}","from":{"epoch":"k3f9","seq":0}}""");
        var frames = (await socket.ReceiveUntil("done"))[..^1];

        var stream = (await ReadStream(harvest)).Select(message => message.Data!).ToList();
        using var json = await Http.Fetch(Events(harvest), ("Accept", "application/json"));
        var document = await json.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Equal(3, frames.Count);
        Assert.Equal(frames, stream);
        Assert.Equal($$"""{"epoch":"k3f9","seq":3,"reset":false,"events":[{{string.Join(',', frames)}}]}""", document);
    }

    [Fact]
    public async Task A_stream_says_where_it_is_and_ends_after_completed()
    {
        var messages = await ReadStream(Finished());

        Assert.Equal(["k3f9:1", "k3f9:2", "k3f9:3"], messages.Select(message => message.Id));
        Assert.All(messages, message => Assert.Null(message.Event));
    }

    [Fact]
    public async Task Streams_count_as_sockets_do_and_one_too_many_is_told_to_come_back()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Sockets", "1"));
        var harvest = StagedHarvest.New("BR");
        using (var first = await gateway.Http.GetAsync(Events(harvest), HttpCompletionOption.ResponseHeadersRead, Answers.Cancel))
        {
            await Eventually.Holds(() => harvest.Watchers == 1);
            var second = await gateway.Http.GetStringAsync(Events(harvest), Answers.Cancel);
            Assert.Matches("^retry: ([2-9][0-9]{3}|1[0-9]{4})\\n\\n$", second);
        }

        harvest.Complete();
        await Eventually.Holds(async () => (await gateway.Http.GetStringAsync(Events(harvest), Answers.Cancel)).Contains("completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_is_given_up()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Sockets", "1"), ("Limits:Send", "00:00:01"));
        var codes = CountryCodes.Every.Take(400).ToArray();
        var harvest = StagedHarvest.NewWithLargeEvents(codes);
        foreach (var code in codes)
            harvest.Settle(code, CountryState.Failed);
        harvest.Complete();

        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = TestSocket.ConnectUnbuffered }) { BaseAddress = gateway.Address };
        using var stalled = await client.GetAsync(Events(harvest), HttpCompletionOption.ResponseHeadersRead, Answers.Cancel);

        await Eventually.Holds(async () => (await gateway.Http.GetStringAsync(Events(harvest), Answers.Cancel)).Contains("completed", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stalled.Content.ReadAsStringAsync(Answers.Cancel));
    }

    [Fact]
    public async Task A_live_stream_brings_what_happens_and_progress_without_an_id()
    {
        var harvest = StagedHarvest.New("BR");
        var reading = ReadStream(harvest);
        await Eventually.Holds(() => harvest.Watchers == 1);

        harvest.Progress(3);
        harvest.Settle("BR");
        harvest.Complete();

        var messages = await reading;
        Assert.Equal(["k3f9:1", "k3f9:2"], messages.Where(message => message.Id is not null).Select(message => message.Id));
        Assert.All(messages, message => Assert.Equal(message.Id is null, message.Data!.Contains("\"kind\":\"progress\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stream_resumes_after_the_query_and_the_header_beats_it()
    {
        var harvest = Finished();

        Assert.Equal(["k3f9:2", "k3f9:3"], (await ReadStream(harvest, "?after=k3f9:1")).Select(message => message.Id));
        Assert.Equal(["k3f9:1", "k3f9:2", "k3f9:3"], (await ReadStream(harvest, "?after=")).Select(message => message.Id));
        Assert.Equal(["k3f9:3"], (await ReadStream(harvest, "?after=k3f9:1", ("Last-Event-ID", "k3f9:2"))).Select(message => message.Id));
    }

    [Fact]
    public async Task Resuming_at_the_end_is_204()
    {
        using var response = await Http.Fetch(Events(Finished()), ("Last-Event-ID", "k3f9:3"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("gone:1")]
    [InlineData("k3f9:99")]
    [InlineData("nonsense")]
    public async Task A_last_id_that_cannot_be_used_brings_a_reset_and_everything(string last)
    {
        var messages = await ReadStream(Finished(), "", ("Last-Event-ID", last));

        Assert.Equal("reset", messages[0].Event);
        Assert.Equal("k3f9:0", messages[0].Id);
        Assert.Equal(["k3f9:1", "k3f9:2", "k3f9:3"], messages.Skip(1).Select(message => message.Id));
    }

    [Fact]
    public async Task Json_tells_a_reset_and_continues_after_a_position()
    {
        var harvest = Finished();
        var after = await ReadJson(harvest, "?after=k3f9:2");
        var reset = await ReadJson(harvest, "?after=gone:2");

        Assert.Equal(3, Assert.Single(after.GetProperty("events").EnumerateArray()).GetProperty("seq").GetInt32());
        Assert.False(after.GetProperty("reset").GetBoolean());
        Assert.True(reset.GetProperty("reset").GetBoolean());
        Assert.Equal(3, reset.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Json_holds_what_is_stored_even_if_its_message_was_lost()
    {
        var harvest = StagedHarvest.New("BR", "CN");
        await ReadJson(harvest);
        harvest.Store("BR");

        Assert.Equal(1, (await ReadJson(harvest)).GetProperty("seq").GetInt32());
    }

    [Fact]
    public async Task A_bad_position_is_400_and_a_foreign_media_type_406()
    {
        var harvest = Finished();

        using var bad = await Http.Fetch(Events(harvest) + "?after=nonsense");
        await bad.IsProblem(400, "invalid_cursor", "after");
        using var html = await Http.Fetch(Events(harvest), ("Accept", "text/html"));
        await html.IsProblem(406, "not_acceptable", "Accept");
    }

    [Theory]
    [InlineData("*/*", "text/event-stream")]
    [InlineData("text/html, */*;q=0.1", "text/event-stream")]
    [InlineData("application/json;q=0.5, text/event-stream", "text/event-stream")]
    [InlineData("application/json, text/*;q=0.5", "application/json")]
    public async Task Accept_decides_between_stream_and_json(string accept, string type)
    {
        using var response = await Http.Fetch(Events(Finished()), ("Accept", accept));

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Head_of_a_running_harvest_returns_at_once()
    {
        using var response = await Http.Send(HttpMethod.Head, Events(StagedHarvest.New("BR")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_quiet_stream_carries_comments()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Heartbeat", "00:00:00.1"));
        using var response = await gateway.Http.Fetch(Events(StagedHarvest.New("BR")));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Answers.Cancel));

        while (await reader.ReadLineAsync(Answers.Cancel) is { } line && line != ":")
            Assert.True(line.Length == 0 || line.StartsWith("retry:", StringComparison.Ordinal) || line.StartsWith("data:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gateway_that_stops_ends_its_streams()
    {
        await using var gateway = await fixture.StartGateway();
        using var response = await gateway.Http.Fetch(Events(StagedHarvest.New("BR")));

        await gateway.Stop().WaitAsync(TimeSpan.FromSeconds(5), Answers.Cancel);

        Assert.StartsWith("retry: ", await response.Content.ReadAsStringAsync(Answers.Cancel), StringComparison.Ordinal);
    }

    private static StagedHarvest Finished()
    {
        var harvest = StagedHarvest.New("BR", "CI");
        harvest.Settle("CI");
        harvest.Settle("BR", Grains.Countries.CountryState.Failed);
        harvest.Complete();
        return harvest;
    }

    private static string Events(StagedHarvest harvest) => $"/v1/harvests/{harvest.Id}/events";

    private async Task<JsonElement> ReadJson(StagedHarvest harvest, string query = "")
    {
        using var response = await Http.Fetch(Events(harvest) + query, ("Accept", "application/json"));
        var json = await response.Json();
        foreach (var happened in json.GetProperty("events").EnumerateArray())
            FrameLog.OfStream(happened.GetRawText());
        return json;
    }

    /// <summary>All messages of a stream that ends.</summary>
    private async Task<List<Message>> ReadStream(StagedHarvest harvest, string query = "", params (string Name, string Value)[] headers)
    {
        using var response = await Http.Fetch(Events(harvest) + query, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Answers.Cancel);
        return [.. text.Split("\n\n").Select(Message.Parse).Where(message => message.Data is not null)];
    }

    private sealed record Message(string? Event, string? Id, string? Data)
    {
        public static Message Parse(string text)
        {
            string? Of(string name) => text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
            var message = new Message(Of("event: "), Of("id: "), Of("data: "));
            if (message.Data is not null)
                Assert.Equal(message.Event == "reset", FrameLog.OfStream(message.Data) == "streamReset");
            return message;
        }
    }
}

using static Actors.Gateway.Tests.Sockets.SearchFramesOf;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>What a search is refused for, and how that is told.</summary>
public sealed class SearchErrorTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("""{"type":"search","q":"cat"}""", "invalid_id", null)]
    [InlineData("""{"type":"search","id":"s1"}""", "empty_query", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":" "}""", "empty_query", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":7}""", "invalid_q", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"\ud800"}""", "query_not_text", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","mode":"\ud800"}""", "invalid_mode", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","sort":"\ud800"}""", "invalid_sort", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","unicode":"\ud800"}""", "invalid_unicode", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","limit":0}""", "invalid_limit", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","limit":201}""", "invalid_limit", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","limit":"9"}""", "invalid_limit", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","mode":"clever"}""", "unknown_mode", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","sort":"size"}""", "unknown_sort", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","unicode":"99"}""", "unknown_unicode", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","unicode":14.0}""", "invalid_unicode", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"cat","after":"x"}""", "unknown_member", "s1")]
    [InlineData("""{"type":"search","id":"s1","q":"fail:unbalanced_quote"}""", "unbalanced_quote", "s1")]
    [InlineData("""{"type":"more","n":1}""", "invalid_id", null)]
    [InlineData("""{"type":"more","id":"s1"}""", "invalid_n", "s1")]
    [InlineData("""{"type":"more","id":"s1","n":0}""", "invalid_n", "s1")]
    [InlineData("""{"type":"more","id":"s1","n":1001}""", "invalid_n", "s1")]
    [InlineData("""{"type":"more","id":"s1","n":1.5}""", "invalid_n", "s1")]
    [InlineData("""{"type":"more","id":"s1","n":1,"m":1}""", "unknown_member", "s1")]
    [InlineData("""{"type":"more","id":"s1","n":1}""", "no_such_search", "s1")]
    public async Task What_cannot_be_used_is_answered_with_an_error_and_the_id_is_free(string frame, string code, string? id)
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.SendAny(frame);

        await socket.IsError(code, id);
        await socket.Send(Search("nothing"));
        await socket.Rows(0, 0, 0);
        await socket.Receive("done");
    }

    [Theory]
    [InlineData("q", "\\ud800", "query_not_text", 0)]
    [InlineData("q", "♜🐱\\n\\udc00", "query_not_text", 4)]
    [InlineData("q", "\\ud83d\\udc31\\ud83d x", "query_not_text", 2)]
    [InlineData("q", "cat\\u0000", "query_not_text", 3)]
    [InlineData("mode", "wo\\udfffrds", "invalid_mode", 2)]
    public async Task What_is_not_text_is_told_with_its_position(string member, string text, string code, int position)
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.SendAny($$"""{"type":"search","id":"s1",{{(member == "q" ? "" : "\"q\":\"cat\",")}}"{{member}}":"{{text}}"}""");

        var error = await socket.Receive("error");
        Assert.Equal((code, position), (error.GetProperty("code").GetString(), error.GetProperty("position").GetInt32()));
        Assert.Contains($"(position {position})", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "'q' must be a string.")]
    [InlineData("[\"cat\"]", "'q' must be a string.")]
    [InlineData("\"cat\",\"mode\":true", "'mode' must be a string of at most 64 characters.")]
    public async Task What_a_member_must_be_is_told(string value, string message)
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.SendBad($$"""{"type":"search","id":"s1","q":{{value}}}""");

        var error = await socket.Receive("error");
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.False(error.TryGetProperty("position", out _));
    }

    [Fact]
    public async Task An_error_names_the_position()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search("fail:unbalanced_quote:37"));

        var error = await socket.Receive("error");
        Assert.Equal("unbalanced_quote", error.GetProperty("code").GetString());
        Assert.Equal(37, error.GetProperty("position").GetInt32());
        Assert.Contains("37", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(error.GetProperty("retryable").GetBoolean());
    }

    [Fact]
    public async Task A_query_that_is_too_long_is_refused()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Search(new string('a', 257)));
        await socket.IsError("query_too_long", "s1");
        await socket.SendBad(Search(new string('a', 4097), "\"mode\":\"seed\""));
        await socket.IsError("query_too_long", "s1");

        await socket.Send(Search(new string('a', 4096), "\"mode\":\"seed\""));
        await socket.Rows(0, 0, 0);
    }
}

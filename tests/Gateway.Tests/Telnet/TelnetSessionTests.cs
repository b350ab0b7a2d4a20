using System.Net;
using System.Text;
using Actors.Gateway.Telnet;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Telnet;

public sealed class TelnetSessionTests(GatewayFixture fixture) : IAsyncLifetime
{
    private TelnetListener? _listener;

    private IPEndPoint Server => _listener!.EndPoint;

    public async ValueTask InitializeAsync() =>
        _listener = await TelnetListener.Start(new IPEndPoint(IPAddress.Loopback, 0), fixture.Gateway.Services, Answers.Cancel);

    public ValueTask DisposeAsync() => _listener!.DisposeAsync();

    [Fact]
    public async Task The_prompt_is_three_bytes()
    {
        using var client = await TelnetClient.Open(Server);
        Assert.Equal("?> "u8.ToArray(), (await client.ReceiveBytes()).ToArray());

        client.EndSending();
        Assert.Equal("", await client.ReceiveToEnd());
    }

    [Fact]
    public async Task Rows_status_and_prompt_answer_a_line()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send("sign 1\r\n");

        Assert.Equal("U+2601 \t☁\tSTAGED SIGN 1\r\n1 match for 'sign 1'\r\n?> ", await client.ReceiveUntil("?> "));
        await client.Send("nothing\n");
        Assert.Equal("No match for 'nothing'\r\n?> ", await client.ReceiveUntil("?> "));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData(" \t \r\n")]
    [InlineData("\u001c\u001d\u001e\u001f\r\n")]
    [InlineData("\u0085\u00a0\u3000\u2028\n")]
    public async Task A_blank_line_only_prompts(string blank)
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send(blank);
        await client.Send("nothing\n");

        Assert.Equal("?> No match for 'nothing'\r\n?> ", await client.ReceiveUntil("'\r\n?> "));
    }

    [Theory]
    [InlineData("01 0A")]
    [InlineData("20 1C 01 61 0D 0A")]
    [InlineData("00 0A")]
    [InlineData("1B 5B 41 0D 0A")]
    [InlineData("FF F4 FF FD 06 0D 0A")]
    [InlineData("FF F4 FF FD 06")]
    [InlineData("63 61 74 C3 28 0A")]
    [InlineData("ED A0 80 0A")]
    [InlineData("F4 90 80 80 0A")]
    [InlineData("63 61 74 E2 99 0A")]
    public async Task A_control_character_first_or_bytes_that_are_no_text_close(string hex)
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal("", await client.ReceiveToEnd());
    }

    [Theory]
    [InlineData("abc\u0001")]
    [InlineData("\u007f")]
    [InlineData("a\u0000b")]
    [InlineData("\ufeffcat")]
    public async Task Only_the_first_character_closes(string line)
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send($"{line}\n");

        Assert.Equal($"No match for '{line}'\r\n?> ", await client.ReceiveUntil("'\r\n?> "));
    }

    [Fact]
    public async Task Lines_that_come_together_are_answered_in_their_order()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send("one\r\n\r\nsign 7\r\ntwo\n\u0001\nthree\n");

        Assert.Equal(
            "No match for 'one'\r\n?> ?> U+2607 \t☇\tSTAGED SIGN 7\r\n1 match for 'sign 7'\r\n?> No match for 'two'\r\n?> ",
            await client.ReceiveToEnd());
    }

    [Fact]
    public async Task A_line_in_many_packets_is_one_line()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        foreach (var part in Encoding.UTF8.GetBytes("nö ♜\r\n"))
            await client.Send(part);

        Assert.Equal("No match for 'nö ♜'\r\n?> ", await client.ReceiveUntil("?> "));
    }

    [Fact]
    public async Task The_end_of_input_closes_after_everything_was_answered_the_last_line_included()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send("one\ntwo");
        client.EndSending();

        Assert.Equal("No match for 'one'\r\n?> No match for 'two'\r\n?> ", await client.ReceiveToEnd());
    }

    [Fact]
    public async Task A_query_may_be_longer_than_over_http()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        var line = new string('a', TelnetReader.MaxLine);
        await client.Send($"{line}\r\n");

        Assert.Equal($"No match for '{line.ToUpperInvariant()}'\r\n?> ", await client.ReceiveUntil("'\r\n?> "), ignoreCase: true);
    }

    [Fact]
    public async Task What_the_index_refuses_is_a_line_and_the_session_goes_on()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send("fail:bad_term\n");
        Assert.Equal("Staged as bad_term.\r\n?> ", await client.ReceiveUntil("?> "));

        await client.Send("nothing\n");
        Assert.Equal("No match for 'nothing'\r\n?> ", await client.ReceiveUntil("?> "));
    }

    [Fact]
    public async Task The_rows_are_all_those_of_the_result()
    {
        using var client = await TelnetClient.OpenPrompted(Server);
        await client.Send("staged\n");

        var rows = string.Concat(StagedChars.Find("staged").Select(row => StagedChars.RowOf(row, Grains.Chars.CharFormat.Text)));
        Assert.Equal($"{rows}300 matches for 'staged'\r\n?> ", await client.ReceiveUntil("?> "));
    }
}

using Actors.Gateway.Telnet;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Telnet;

public sealed class TelnetLimitsTests
{
    [Theory]
    [InlineData(70_000, "")]
    [InlineData(70_000, "\r\n")]
    [InlineData(TelnetReader.MaxLine + 1, "\r\n")]
    [InlineData(TelnetReader.MaxLine + 2, "")]
    [InlineData(900_000, "\nmore\n")]
    public async Task A_line_that_is_too_long_is_told_so_and_the_connection_ends(int length, string ending)
    {
        await using var server = await RunningTelnet.Start();
        using var client = await TelnetClient.OpenPrompted(server.EndPoint);
        var sending = client.Send(new string('a', length) + ending);

        Assert.Equal("A line may have at most 4096 bytes. Good-bye.\r\n", await client.ReceiveToEnd());
        await sending;
        client.Dispose();
        await Eventually.Holds(() => server.Sessions == 0);
        Assert.Empty(server.Index.Asked);
    }

    [Fact]
    public async Task Who_goes_on_sending_after_the_end_is_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningTelnet.Start(time);
        using var endless = await TelnetClient.OpenPrompted(server.EndPoint);
        using var silent = await TelnetClient.OpenPrompted(server.EndPoint);
        await silent.Send(new string('a', 5000));
        await silent.ReceiveToEnd();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
                await endless.Send(new byte[64 << 10]);
        });
        await Eventually.Holds(() => server.Sessions == 1);
        time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.Holds(() => server.Sessions == 0);
    }

    [Fact]
    public async Task Who_sends_no_whole_line_in_time_is_told_so()
    {
        var time = new FakeTimeProvider();
        // The prompt is here before the server knows that it was taken: that time-out must not come into it.
        await using var server = await RunningTelnet.Start(time, settings: ("Limits:Send", "00:10:00"));
        using var client = await TelnetClient.OpenPrompted(server.EndPoint);
        await client.Send("first\n");
        await client.ReceiveUntil("?> ");
        time.Advance(TimeSpan.FromMinutes(4));
        await client.Send("half a li");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("No line came for 00:05:00. Good-bye.\r\n", await client.ReceiveToEnd());
    }

    [Fact]
    public async Task An_answer_that_takes_long_is_not_idleness()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningTelnet.Start(time, settings: [("Telnet:Idle", "00:00:01"), ("Limits:Send", "00:10:00")]);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Index.Before = _ => release.Task;
        server.Index.Total = 1;
        using var client = await TelnetClient.OpenPrompted(server.EndPoint);
        await client.Send("a\n");
        await Eventually.Holds(() => server.Index.Running == 1);
        time.Advance(TimeSpan.FromSeconds(5));
        release.SetResult();

        Assert.EndsWith("1 matches for 'a'\r\n?> ", await client.ReceiveUntil("?> "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_giant_answer_to_a_slow_reader_waits_for_it_and_disturbs_nobody()
    {
        await using var server = await RunningTelnet.Start();
        server.Index.Total = 100_000;
        server.Index.Padding = new string('x', 400);
        using var slow = await TelnetClient.Open(server.EndPoint, receiveBuffer: 16 << 10);
        await slow.Send("giant\n");
        slow.EndSending();
        var asked = 0;
        await Eventually.Holds(() =>
        {
            var before = Interlocked.Exchange(ref asked, server.Index.Asked.Count);
            return before == asked && asked > 1;
        });

        // 42 MB in 100 pages: what the system buffers for a connection is a few of them, this process one.
        Assert.InRange(server.Index.Asked.Count, 2, 50);
        using var other = await TelnetClient.OpenPrompted(server.EndPoint);
        await other.Send("\nx\u0001\n\u0001\n");
        var rows = (await slow.ReceiveToEnd()).Split("\r\n");

        Assert.Equal(100_002, rows.Length);
        Assert.StartsWith("?> U+0000 ", rows[0], StringComparison.Ordinal);
        Assert.All(rows[..^2].Select((row, index) => (row, index)), pair => Assert.EndsWith($" {pair.index}", pair.row, StringComparison.Ordinal));
        Assert.Equal("100000 matches for 'giant'", rows[^2]);
        Assert.Equal("?> ", rows[^1]);
        Assert.Equal(100, server.Index.Asked.Count(request => request.Query == "giant"));
    }

    [Fact]
    public async Task Who_takes_nothing_in_time_is_aborted()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningTelnet.Start(time);
        server.Index.Total = 100_000;
        server.Index.Padding = new string('x', 400);
        using var slow = await TelnetClient.Open(server.EndPoint, receiveBuffer: 16 << 10);
        await slow.Send("giant\n");
        await Eventually.Holds(() => server.Index.Asked.Count > 1);

        await Eventually.Holds(() =>
        {
            time.Advance(TimeSpan.FromSeconds(30));
            return server.Sessions == 0;
        });
        Assert.NotEqual(100, server.Index.Asked.Count);
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_of_an_answer_ends_it()
    {
        await using var server = await RunningTelnet.Start();
        server.Index.Total = 100_000;
        server.Index.Padding = new string('x', 400);
        using var client = await TelnetClient.Open(server.EndPoint, receiveBuffer: 16 << 10);
        await client.Send("giant\n");
        await Eventually.Holds(() => server.Index.Asked.Count > 1);
        client.Reset();

        await Eventually.Holds(() => server.Sessions == 0);
        Assert.InRange(server.Index.Asked.Count, 1, 99);
    }

    [Fact]
    public async Task Replaced_data_ends_an_answer_with_a_line_that_says_so()
    {
        await using var server = await RunningTelnet.Start();
        server.Index.Total = 2000;
        server.Index.Before = request =>
        {
            server.Index.Data = request.After is null ? "18.0-r1" : "19.0-r1";
            return Task.CompletedTask;
        };
        using var client = await TelnetClient.OpenPrompted(server.EndPoint);
        await client.Send("a\n");

        var answer = (await client.ReceiveUntil("?> ")).Split("\r\n");
        Assert.Equal(1002, answer.Length);
        Assert.Equal("The data was replaced while this answer was sent. Please ask again.", answer[^2]);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_a_line_and_the_session_goes_on()
    {
        await using var server = await RunningTelnet.Start(grains: SilentCluster.New());
        using var client = await TelnetClient.OpenPrompted(server.EndPoint);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await client.Send("a\n");
            Assert.Equal("The cluster does not answer; try again shortly.\r\n?> ", await client.ReceiveUntil("?> "));
        }
    }

    [Fact]
    public async Task Any_bytes_end_in_answers_or_a_close_and_never_in_a_broken_character()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"ACTORS_SEED={seed}");
        var random = new Random(seed);
        await using var server = await RunningTelnet.Start(settings: ("Limits:CharCacheBytes", "0"));
        server.Index.Total = 3;

        foreach (var _ in Enumerable.Range(0, 300))
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            for (var index = 0; index < bytes.Length; index++)
                bytes[index] = random.Next(12) switch { 0 => (byte)'\n', 1 => (byte)'\r', 2 => bytes[index], _ => (byte)random.Next(1, 127) };
            using var client = await TelnetClient.Open(server.EndPoint);
            await client.Send(bytes);
            client.EndSending();
            var received = await client.ReceiveToEnd();
            Assert.StartsWith("?> ", received, StringComparison.Ordinal);
            Assert.True(!received.Contains('\ufffd', StringComparison.Ordinal), $"{Convert.ToHexString(bytes)}, seed {seed}");
        }

        Assert.DoesNotContain(server.Index.Asked, request => request.Query.Contains('\ufffd', StringComparison.Ordinal));
        await Eventually.Holds(() => server.Sessions == 0);
    }
}

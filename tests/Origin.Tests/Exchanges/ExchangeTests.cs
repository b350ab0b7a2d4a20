using System.Net.Sockets;
using System.Text;
using Actors.Origin.Countries;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Exchanges;

public sealed class ExchangeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_keeps_to_its_cap_is_never_seen_above_it()
    {
        const int Cap = 5;
        await using var origin = await RunningOrigin.Start();
        var paths = new OriginFiles().Paths.ToArray();

        await Parallel.ForEachAsync(
            paths, new ParallelOptions { MaxDegreeOfParallelism = Cap, CancellationToken = Cancel },
            async (path, cancel) => await origin.Local.GetByteArrayAsync(At(path), cancel));

        var stats = origin.Log.Stats();
        Assert.Equal((498, 498, 1), (stats.Requests, stats.Paths, stats.MaxAttempts));
        Assert.InRange(stats.Peak, 1, Cap);
        Assert.Equal(498, stats.Statuses["200"]);
    }

    [Fact]
    public async Task A_client_that_leaves_before_its_answer_is_counted_as_ended()
    {
        var time = new ArmedTime();
        await using var origin = await RunningOrigin.Start(time);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", origin.Addresses.Delay.Port, Cancel);
            await client.GetStream().WriteAsync("GET /flags/br/br.svg HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancel);
            await time.Waiting(1, Cancel);
            Assert.Equal(1, origin.Log.InFlight);
        }

        var ended = await FirstEvent(origin);

        Assert.Equal(499, ended.Status);
        Assert.Equal(0, origin.Log.InFlight);
        Assert.Equal(1, origin.Log.Stats().Statuses["499"]);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_a_body_does_no_harm()
    {
        await using var origin = await RunningOrigin.Start();
        for (var round = 0; round < 20; round++)
        {
            using var client = new TcpClient { LingerState = new LingerOption(enable: true, seconds: 0) };
            await client.ConnectAsync("127.0.0.1", origin.Addresses.Local.Port, Cancel);
            await client.GetStream().WriteAsync("GET /flags/rs/rs.svg HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancel);
            await client.GetStream().ReadExactlyAsync(new byte[12], Cancel);
        }

        await FirstEvent(origin);
        var body = await origin.Local.GetStringAsync(At("/flags/br/br.svg"), Cancel);

        Assert.StartsWith("<svg", body, StringComparison.Ordinal);
        while (origin.Log.InFlight > 0)
            await Task.Yield();
        Assert.Equal(21, origin.Log.Stats().Statuses.Values.Sum());
    }

    [Fact]
    public async Task Requests_that_share_a_connection_are_each_an_exchange()
    {
        await using var origin = await RunningOrigin.Start();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", origin.Addresses.Local.Port, Cancel);

        var requests = "HEAD /flags/br/br.svg HTTP/1.1\r\nHost: a\r\n\r\nHEAD /flags/br/br.svg HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(requests), Cancel);
        using var reader = new StreamReader(client.GetStream());
        var answers = await reader.ReadToEndAsync(Cancel);

        Assert.Equal(2, answers.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Equal((2, 1, 2), (origin.Log.Stats().Requests, origin.Log.Stats().Peak, origin.Log.Stats().MaxAttempts));
    }

    /// <summary>When the server notices a lost connection is up to the kernel; the test's own time-out bounds the wait.</summary>
    private static async Task<Actors.Origin.Exchanges.ExchangeEvent> FirstEvent(RunningOrigin origin)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (origin.Log.Events().Events.ToArray() is [var first, ..])
                return first;
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

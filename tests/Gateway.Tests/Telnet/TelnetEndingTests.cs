namespace Actors.Gateway.Tests.Telnet;

/// <summary>Sessions that the gateway does not begin, and those that it ends itself.</summary>
public sealed class TelnetEndingTests
{
    [Fact]
    public async Task One_session_too_many_is_told_so_and_leaves_room_when_another_ends()
    {
        await using var server = await RunningTelnet.Start(settings: ("Telnet:MaxSessions", "2"));
        var first = await TelnetClient.OpenPrompted(server.EndPoint);
        using var second = await TelnetClient.OpenPrompted(server.EndPoint);
        using var third = await TelnetClient.Open(server.EndPoint);

        Assert.Equal("Too many sessions: 2 are open. Please come back later.\r\n", await third.ReceiveToEnd());
        first.Dispose();
        await Eventually.Holds(() => server.Sessions == 1);
        using var fourth = await TelnetClient.OpenPrompted(server.EndPoint);
    }

    [Fact]
    public async Task However_many_are_refused_at_a_time_each_is_told_so()
    {
        await using var server = await RunningTelnet.Start(settings: ("Telnet:MaxSessions", "1"));
        using var first = await TelnetClient.OpenPrompted(server.EndPoint);
        // None of them ends its side, so all that are waited for stay.
        var refused = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TelnetClient.Open(server.EndPoint)));
        try
        {
            foreach (var client in refused)
                Assert.Equal("Too many sessions: 1 are open. Please come back later.\r\n", await client.ReceiveToEnd());
        }
        finally
        {
            foreach (var client in refused)
                client.Dispose();
        }
    }

    [Fact]
    public async Task A_gateway_that_stops_ends_all_sessions_within_a_second()
    {
        await using var server = await RunningTelnet.Start();
        server.Index.Total = 100_000;
        server.Index.Padding = new string('x', 400);
        using var idle = await TelnetClient.OpenPrompted(server.EndPoint);
        using var slow = await TelnetClient.Open(server.EndPoint, receiveBuffer: 16 << 10);
        await slow.Send("giant\n");
        await Eventually.Holds(() => server.Index.Asked.Count > 1);

        await server.Stop().WaitAsync(TimeSpan.FromSeconds(5), Answers.Cancel);

        await Eventually.Holds(() => server.Sessions == 0);
        Assert.Equal("", await idle.ReceiveToEnd());
    }

    [Fact]
    public async Task A_gateway_that_stops_does_not_wait_for_the_index()
    {
        await using var server = await RunningTelnet.Start();
        var never = new TaskCompletionSource();
        server.Index.Before = _ => never.Task;
        using var client = await TelnetClient.OpenPrompted(server.EndPoint);
        await client.Send("a\n");
        await Eventually.Holds(() => server.Index.Running == 1);

        await server.Stop().WaitAsync(TimeSpan.FromSeconds(5), Answers.Cancel);

        await Eventually.Holds(() => server.Sessions == 0);
        never.SetResult();
    }
}

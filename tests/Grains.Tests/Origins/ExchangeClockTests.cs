using System.Net;
using System.Net.Sockets;
using Actors.Grains.Countries;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class ExchangeClockTests
{
    private readonly WatchedTime _time = new();

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Headers_may_take_fifteen_seconds()
    {
        using var clock = new ExchangeClock(_time, CancellationToken.None);

        Pass(14.9);
        Assert.Null(clock.TimedOut);
        Pass(0.2);

        Assert.True(clock.Token.IsCancellationRequested);
        Assert.Equal("timeout_headers", clock.TimedOut!.Code);
    }

    [Fact]
    public void A_body_may_pause_for_ten_seconds()
    {
        using var clock = new ExchangeClock(_time, CancellationToken.None);
        Pass(14);
        clock.EnterBody();
        Pass(9);
        clock.Progress(ExchangeClock.LeastProgress);
        Pass(9);
        Assert.Null(clock.TimedOut);

        Pass(2);

        Assert.Equal("timeout_idle", clock.TimedOut!.Code);
    }

    [Fact]
    public void A_body_that_drips_is_given_up_and_worth_one_more_try()
    {
        using var clock = new ExchangeClock(_time, CancellationToken.None);
        clock.EnterBody();
        for (var n = 0; n < 100; n++)
        {
            clock.Progress(1);
            Pass(0.1);
        }

        Assert.Equal(("too_slow", 2), (clock.TimedOut!.Code, clock.TimedOut.MostAttempts));
    }

    [Fact]
    public void Nothing_takes_longer_than_a_minute()
    {
        using var clock = new ExchangeClock(_time, CancellationToken.None);
        clock.EnterBody();
        for (var second = 0; second < 59; second++)
        {
            Pass(1);
            clock.Progress(ExchangeClock.LeastProgress);
            Assert.Null(clock.TimedOut);
        }

        Pass(1);

        Assert.Equal("timeout_total", clock.TimedOut!.Code);
    }

    [Fact]
    public void A_cancellation_is_no_time_out()
    {
        using var cancel = new CancellationTokenSource();
        using var clock = new ExchangeClock(_time, cancel.Token);

        cancel.Cancel();

        Assert.True(clock.Token.IsCancellationRequested);
        Assert.Null(clock.TimedOut);
    }

    /// <summary>A listener whose queue is full answers no further connection: Linux drops what would not fit.</summary>
    [Fact]
    public async Task A_connection_may_take_three_seconds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems refuse a connection that does not fit.");
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var waiting = Enumerable.Range(0, 4)
            .Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToList();
        foreach (var socket in waiting)
        {
            Assert.ThrowsAny<SocketException>(() => socket.Connect(full.LocalEndPoint!));
        }

        var task = Fetching.Get(Parts.Flag, $"http://{full.LocalEndPoint}", time: _time);
        await WatchedTime.Until(() => _time.Created >= 2 || task.IsCompleted);
        Pass(3.1);

        Assert.Equal("timeout_connect", (await task).Code);
        waiting.ForEach(socket => socket.Dispose());
    }
}

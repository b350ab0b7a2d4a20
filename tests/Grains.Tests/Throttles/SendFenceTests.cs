using Actors.Grains.Origins;
using Actors.Grains.Tests.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Grains.Tests.Throttles;

public sealed class SendFenceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_stood_still_since_it_checked_its_permit_sends_nothing(bool hasConnection)
    {
        await using var server = new RawOrigin(RawAnswer.Text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", RawEnding.Stall));
        var clock = new StoppedTimers();
        var origin = Fetching.Catalog($"http://{server.Authority}").Find("x");
        using var connections = new OriginConnections(TimeProvider.System);
        var http = new HttpOrigin(connections, TimeProvider.System, NullLogger<HttpOrigin>.Instance);
        using var permit = new Permit(desk: null!, "lease", TimeSpan.FromSeconds(2.5), clock);
        if (hasConnection)
            Assert.IsType<ExchangeResult.NotFound>(await Get());
        var before = server.Request;

        Assert.True(permit.IsLive);
        clock.Passed = TimeSpan.FromSeconds(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(Get);

        Assert.Equal(before, server.Request);
        Assert.True(permit.Lost.IsCancellationRequested);

        Task<ExchangeResult> Get()
        {
            SendFence.Bind(permit);
            return http.Get(origin, BodyKind.Flag, origin.Flag!.Expand(hasConnection ? "BR" : "CN", null)!, null, permit.Lost);
        }
    }

    /// <summary>As after SIGCONT: the clock has gone on, no timer has had its turn.</summary>
    private sealed class StoppedTimers : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

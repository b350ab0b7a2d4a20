using Actors.Client.Harvests;

namespace Actors.Client.Tests.Harvests;

public sealed class HarvestWatchConnectionTests : WatchingTests
{
    [Theory]
    [InlineData(1001)]
    [InlineData(1012)]
    [InlineData(1011)]
    [InlineData(1013)]
    [InlineData(4100)]
    [InlineData(4101)]
    [InlineData(4199)]
    [InlineData(1000)]
    public async Task After_a_temporary_close_code_it_resumes_where_it_was(int code)
    {
        await using var gateway = await ScriptedGateway.Start(
            async peer =>
            {
                await peer.Greet();
                await peer.Snapshot(0);
                await peer.Country(1);
                await peer.Close(code);
            },
            async peer =>
            {
                var from = (await peer.Greet()).GetProperty("from");
                Assert.Equal("e1", from.GetProperty("epoch").GetString());
                Assert.Equal(1, from.GetProperty("seq").GetInt64());
                await peer.Country(2);
                await peer.Completed(3);
                await peer.Drain();
            });

        Assert.Equal(["Snapshot 0", "Country 1", "Country 2", "Completed 3"], await Watch(gateway));
        Assert.Equal([TimeSpan.FromMilliseconds(100)], Time.BackOffs);
    }

    [Fact]
    public async Task An_aborted_connection_is_resumed_and_back_off_doubles_until_something_new_arrives()
    {
        // An abort may overtake what was sent before it, so the scripts abort where nothing is on its way.
        static async Task AbortAfterSubscribe(Peer peer)
        {
            await peer.Greet();
            peer.Abort();
        }

        static Task AbortAtOnce(Peer peer)
        {
            peer.Abort();
            return Task.CompletedTask;
        }

        await using var gateway = await ScriptedGateway.Start(
            AbortAfterSubscribe,
            AbortAtOnce,
            AbortAtOnce,
            async peer =>
            {
                await peer.Greet();
                await peer.Snapshot(0);
                await peer.Country(1);
                await peer.Close(4101);
            },
            async peer =>
            {
                await peer.Greet();
                await peer.Completed(2);
                await peer.Drain();
            });

        Assert.Equal(["Snapshot 0", "Country 1", "Completed 2"], await Watch(gateway));
        Assert.Equal([100, 200, 400, 100], Time.BackOffs.Select(delay => (int)delay.TotalMilliseconds));
    }

    [Fact]
    public async Task A_goaway_is_followed_after_the_time_it_names()
    {
        await using var gateway = await ScriptedGateway.Start(
            async peer =>
            {
                await peer.Greet();
                await peer.Snapshot(0);
                await peer.Send("""{"type":"goaway","retryAfterMs":2500}""");
                await peer.Drain();
            },
            async peer =>
            {
                await peer.Greet();
                await peer.Completed(1);
                await peer.Drain();
            });

        Assert.Equal(["Snapshot 0", "Completed 1"], await Watch(gateway));
        Assert.Equal([TimeSpan.FromMilliseconds(2600)], Time.BackOffs);
    }

    [Theory]
    [InlineData(4400)]
    [InlineData(4401)]
    [InlineData(4403)]
    [InlineData(4408)]
    [InlineData(4499)]
    [InlineData(1008)]
    [InlineData(1009)]
    public async Task After_a_final_close_code_it_does_not_come_back(int code)
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            await peer.Receive();
            await peer.Close(code, "go away");
        });

        var problem = await Assert.ThrowsAsync<ActorsProblemException>(() => Watch(gateway));

        Assert.Equal((code, $"closed_{code}", "go away"), (problem.Status, problem.Code, problem.Detail));
        Assert.Empty(Time.BackOffs);
    }

    [Fact]
    public async Task Too_many_is_tried_again_after_the_time_that_the_error_names()
    {
        await using var gateway = await ScriptedGateway.Start(
            async peer =>
            {
                await peer.Receive();
                await peer.Send("""{"type":"error","id":null,"code":"too_many_connections","message":"Later.","retryable":true,"retryAfterMs":3000}""");
                await peer.Close(4429);
            },
            async peer =>
            {
                await peer.Receive();
                await peer.Close(4429);
            },
            async peer =>
            {
                await peer.Greet();
                await peer.Snapshot(1, state: "completed");
                await peer.Drain();
            });

        await Watch(gateway);

        Assert.Equal([3100, 5200], Time.BackOffs.Select(delay => (int)delay.TotalMilliseconds));
    }

    [Fact]
    public async Task An_error_that_is_not_retryable_ends_the_watch()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            await peer.Greet();
            await peer.Send("""{"type":"error","id":"watch","code":"harvest_not_found","message":"No harvest h1.","retryable":false,"retryAfterMs":null}""");
            await peer.Drain();
        });

        var problem = await Assert.ThrowsAsync<ActorsProblemException>(() => Watch(gateway));

        Assert.Equal(("harvest_not_found", "No harvest h1."), (problem.Code, problem.Detail));
    }

    [Fact]
    public async Task A_handshake_refused_by_status_is_final_for_a_client_error_and_not_for_overload()
    {
        await using var gateway = await ScriptedGateway.Start();
        var answers = 0;
        gateway.Answer = context =>
        {
            context.Response.StatusCode = ++answers == 1 ? 503 : 403;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        };

        var problem = await Assert.ThrowsAsync<ActorsProblemException>(() => Watch(gateway));

        Assert.Equal(403, problem.Status);
        Assert.Equal([TimeSpan.FromMilliseconds(7100)], Time.BackOffs);
    }

    [Fact]
    public async Task It_gives_up_when_nobody_was_heard_for_long()
    {
        var gateway = await ScriptedGateway.Start();
        var url = gateway.Url;
        await gateway.DisposeAsync();
        using var client = new ActorsClient(url, Patience());

        await Assert.ThrowsAsync<ActorsUnreachableException>(async () =>
            await client.WatchHarvestAsync("h1", Options(new()), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        Assert.InRange(Time.BackOffs.Sum(delay => delay.TotalSeconds), 120, 140);
        Assert.Equal(TimeSpan.FromSeconds(10), Time.BackOffs.Max());
    }

    [Fact]
    public async Task Unreadable_and_oversized_frames_end_the_watch()
    {
        Func<Peer, Task> Sends(string frame) => async peer =>
        {
            await peer.Greet();
            await peer.SendBad(frame);
            await peer.Drain();
        };

        await using var gateway = await ScriptedGateway.Start(Sends("{"), Sends($"\"{new string('x', 70_000)}\""));

        Assert.Equal("closed_1007", (await Assert.ThrowsAsync<ActorsProblemException>(() => Watch(gateway))).Code);
        Assert.Equal(
            "closed_1009",
            (await Assert.ThrowsAsync<ActorsProblemException>(() => Watch(gateway, new WatchOptions { MaxFrameBytes = 65536 }))).Code);
    }

    [Fact]
    public async Task Cancelling_ends_a_silent_watch_at_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            await peer.Greet();
            await peer.Snapshot(0);
            await stop.CancelAsync();
            await peer.Drain();
        });
        using var client = Client(gateway);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await client.WatchHarvestAsync("h1", Options(new()), stop.Token).ToListAsync(TestContext.Current.CancellationToken));
    }
}

using Actors.Gateway.Sockets;
using Actors.Gateway.Tests.Staged;
using Microsoft.Extensions.DependencyInjection;
using static Actors.Gateway.Tests.Sockets.SearchFramesOf;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SearchEndingTests : IAsyncLifetime
{
    private readonly PlayedIndex _index = new();
    private RunningGateway? _gateway;

    private RunningGateway Gateway => _gateway!;

    // Without a cache, so that every page is asked for.
    public async ValueTask InitializeAsync() =>
        _gateway = await RunningGateway.Start(_index.Grains, TimeProvider.System, ("Limits:CharCacheBytes", "0"));

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    [Fact]
    public async Task A_search_that_cannot_be_begun_ends_the_one_it_was_to_supersede()
    {
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        string[] refused =
        [
            Search("b", "\"limit\":0"), Search("b", "\"colour\":1"), Search(new string('b', 300)),
            // More often than bad frames are borne with.
            .. Enumerable.Repeat(Search("b", "\"sort\":\"\\ud800\""), 9),
        ];
        foreach (var bad in refused)
        {
            await socket.Send(Search("a"));
            await socket.Rows(0, 50, 300);

            await socket.SendAny(bad);
            Assert.Equal("s1", (await socket.Receive("error")).GetProperty("id").GetString());
            await socket.Send(More(1));
            await socket.IsError("no_such_search", "s1");
        }
    }

    [Fact]
    public async Task Replaced_data_ends_a_search_with_an_error()
    {
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("a"));
        await socket.Rows(0, 50, 300);
        _index.Data = "19.0-r1";

        await socket.Send(More(1));
        await socket.IsError("cursor_expired", "s1");
        await socket.Send(More(1));
        await socket.IsError("no_such_search", "s1");
        await socket.Send(Search("a"));
        await socket.Rows(0, 50, 300);
    }

    [Fact]
    public async Task A_client_that_leaves_while_its_page_is_asked_for_leaves_nothing_behind()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _index.Before = _ => release.Task;
        using (var socket = await TestSocket.OpenWelcomed(Gateway))
        {
            await socket.Send(Search("a"));
            await Eventually.Holds(() => _index.Running == 1);
        }

        var sessions = Gateway.Services.GetRequiredService<SocketSessions>();
        await Eventually.Holds(() => sessions.Count == 0);
        release.SetResult();
        await Eventually.Holds(() => _index.Running == 0);
        using var next = await TestSocket.OpenWelcomed(Gateway);
        await next.Send(Search("b"));
        await next.Rows(0, 50, 300);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_an_error_worth_a_retry()
    {
        await using var gateway = await RunningGateway.Start(SilentCluster.New(), TimeProvider.System);
        using var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send(Search("a"));

        var error = await socket.Receive("error");
        Assert.Equal(("cluster_unavailable", "s1"), (error.GetProperty("code").GetString(), error.GetProperty("id").GetString()));
        Assert.True(error.GetProperty("retryable").GetBoolean());
        await socket.Send("""{"type":"unsubscribe","id":"s1"}""");
        await socket.IsError("not_subscribed", "s1");
    }
}

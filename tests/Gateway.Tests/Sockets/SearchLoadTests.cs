using System.Text.Json;
using Actors.Gateway.Tests.Staged;
using static Actors.Gateway.Tests.Sockets.SearchFramesOf;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SearchLoadTests : IAsyncLifetime
{
    private readonly PlayedIndex _index = new();
    private RunningGateway? _gateway;

    private RunningGateway Gateway => _gateway!;

    // Without a cache, so that every page is asked for.
    public async ValueTask InitializeAsync() =>
        _gateway = await RunningGateway.Start(_index.Grains, TimeProvider.System, ("Limits:CharCacheBytes", "0"));

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    [Fact]
    public async Task A_newer_search_of_the_same_id_is_the_only_one_that_is_heard_of()
    {
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("old"));
        await socket.Rows(0, 50, 300);
        await socket.Send(Search("new", "\"limit\":3"));
        Assert.Equal(["new 0", "new 1", "new 2"], (await socket.Rows(0, 3, 300)).Names());

        await socket.Send(More(2));
        Assert.Equal(["new 3", "new 4"], (await socket.Rows(3, 2, 300)).Names());
    }

    [Fact]
    public async Task What_arrives_for_a_superseded_search_is_dropped()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _index.Before = request => request.Query == "old" ? release.Task : Task.CompletedTask;
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("old"));
        await Eventually.Holds(() => _index.Running == 1);

        await socket.Send(Search("new", "\"limit\":2"));
        await socket.Rows(0, 2, 300);
        release.SetResult();
        await Eventually.Holds(() => _index.Running == 0);
        await socket.IsQuiet();
        await socket.Send(More(1));

        Assert.Equal(["new 2"], (await socket.Rows(2, 1, 300)).Names());
    }

    [Fact]
    public async Task Of_a_burst_only_the_last_is_answered_and_few_are_asked_for()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _index.Before = _ => release.Task;
        using var socket = await TestSocket.OpenWelcomed(Gateway);

        foreach (var number in Enumerable.Range(0, 500))
            await socket.Send(Search($"q{number}", "\"limit\":2"));
        await socket.IsQuiet();
        Assert.Equal(16, _index.Running);
        release.SetResult();

        Assert.Equal(["q499 0", "q499 1"], (await socket.Rows(0, 2, 300)).Names());
        await socket.IsQuiet();
        Assert.Equal(16, _index.MostRunning);
        Assert.Equal(17, _index.Asked.Count);
    }

    [Fact]
    public async Task Under_load_no_row_of_an_older_search_follows_one_of_a_newer()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"ACTORS_SEED={seed}");
        var random = new Random(seed);
        _index.Total = 100_000;
        // Answers overtake each other.
        _index.Before = request => request.Query.Length % 2 == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        const int Searches = 300;

        var sending = SendAll();
        var newest = -1;
        while (newest < Searches)
        {
            var rows = await socket.Receive("rows");
            var queries = rows.Names().Select(name => int.Parse(name.Split(' ')[0][1..])).Distinct().ToArray();
            Assert.Single(queries);
            Assert.True(queries[0] >= newest, $"{queries[0]} after {newest}, seed {seed}");
            Assert.True(queries[0] == newest || rows.GetProperty("from").GetInt32() == 0, $"{queries[0]} begins late, seed {seed}");
            newest = queries[0];
        }

        await sending;

        async Task SendAll()
        {
            foreach (var number in Enumerable.Range(0, Searches + 1))
            {
                await socket.Send(Search($"q{number}", $"\"limit\":{random.Next(1, 201)}"));
                if (random.Next(3) == 0)
                    await socket.Send(More(random.Next(1, 1001)));
                if (random.Next(3) == 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4)), TimeProvider.System, Answers.Cancel);
            }
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_stops_the_asking_and_gets_nothing_stale_after_a_new_search()
    {
        _index.Total = 200_000;
        _index.Padding = new string('x', 1000);
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("old"));
        foreach (var _ in Enumerable.Range(0, 90))
            await socket.Send(More(1000));
        var asked = 0;
        await Eventually.Holds(() =>
        {
            var before = Interlocked.Exchange(ref asked, _index.Asked.Count);
            return before == asked && asked > 1;
        });
        Assert.InRange(asked, 2, 400);

        await socket.Send(Search("new", "\"limit\":1"));
        var frames = 0;
        while ((await socket.Receive("rows")).Names()[0].Contains("old", StringComparison.Ordinal))
            frames++;

        // What was handed to the socket before, and not what was still to be had.
        Assert.InRange(frames, 1, 400);
        await socket.IsQuiet();
    }

    [Fact]
    public async Task At_most_one_page_is_asked_for_ahead()
    {
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("a", "\"limit\":10"));
        await socket.Rows(0, 10, 300);
        await socket.IsQuiet();

        Assert.Single(_index.Asked);
        Assert.Equal(10, _index.Asked.First().Limit);
    }

    [Fact]
    public async Task Credit_is_bounded_and_a_grant_too_many_leaves_the_search_as_it_is()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _index.Before = _ => release.Task;
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("a", "\"limit\":200"));
        foreach (var _ in Enumerable.Range(0, 99))
            await socket.Send(More(1000));
        await socket.Send(More(801));
        await socket.IsError("too_much_credit", "s1");

        release.SetResult();
        await socket.Rows(0, 200, 300);
        await socket.Rows(200, 100, 300);
        await socket.Receive("done");
    }

    [Fact]
    public async Task Searches_take_turns()
    {
        _index.Total = 100_000;
        using var socket = await TestSocket.OpenWelcomed(Gateway);
        await socket.Send(Search("a", id: "a"));
        await socket.Send(Search("b", id: "b"));
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await socket.Send(More(1000, "a"));
            await socket.Send(More(1000, "b"));
        }

        var seen = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 };
        while (seen.Values.Any(rows => rows < 5050))
        {
            var rows = await socket.Receive("rows");
            var id = rows.GetProperty("id").GetString()!;
            Assert.Equal(seen[id], rows.GetProperty("from").GetInt32());
            seen[id] += rows.Names().Length;
        }

        Assert.Equal(JsonValueKind.Number, (await PausedTotal()).ValueKind);

        async Task<JsonElement> PausedTotal()
        {
            await socket.IsQuiet();
            await socket.Send(More(1, "a"));
            return (await socket.Rows(5050, 1, 100_000, "a")).GetProperty("total");
        }
    }
}

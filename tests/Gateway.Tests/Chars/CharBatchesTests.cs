using Actors.Gateway.Chars;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Chars;

namespace Actors.Gateway.Tests.Chars;

public sealed class CharBatchesTests
{
    private readonly PlayedIndex _index = new();

    private CharBatches Batches => new(new CharLaneTurn(_index.Grains));

    [Fact]
    public async Task Everybody_gets_the_page_asked_for_and_calls_are_bounded()
    {
        var batches = Batches;
        var pages = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async number =>
        {
            await Task.Yield();
            return (number, Page: await batches.Find(new CharRequest($"word{number}", Limit: 3)));
        }));

        Assert.All(pages, each => Assert.Equal($"300 matches for 'word{each.number}'", each.Page.Status));
        Assert.Equal(1_000, _index.Batches.Sum());
        Assert.All(_index.Batches, requests => Assert.InRange(requests, 1, 32));
    }

    [Fact]
    public async Task A_refusal_is_only_for_the_one_who_asked_for_it()
    {
        var (first, second, held) = (new TaskCompletionSource(), new TaskCompletionSource(), Batches);
        _index.Before = request => request.Query == "first" ? first.Task : second.Task;
        var well = held.Find(new CharRequest("first"));
        var badly = held.Find(new CharRequest("second", After: "old|3"));
        first.SetResult();
        second.SetResult();

        Assert.Equal(300, (await well).Total);
        var refused = await Assert.ThrowsAsync<CharQueryException>(() => badly);
        Assert.Equal("cursor_expired", refused.Code);
    }

    [Fact]
    public async Task A_call_that_fails_fails_everybody_in_it_and_nobody_else()
    {
        var batches = Batches;
        _index.Before = request => request.Query == "lost" ? throw new TimeoutException() : Task.CompletedTask;

        await Assert.ThrowsAsync<TimeoutException>(() => batches.Find(new CharRequest("lost")));
        Assert.Equal(300, (await batches.Find(new CharRequest("found"))).Total);
    }

    [Fact]
    public async Task Large_pages_do_not_share_a_call_with_many()
    {
        var batches = Batches;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            batches.Find(new CharRequest($"word{number}", Limit: CharRequest.MaxLimit))));

        Assert.All(_index.Batches, requests => Assert.InRange(requests, 1, 2));
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_holds_up_only_what_it_was_asked()
    {
        var (never, batches) = (new TaskCompletionSource(), Batches);
        _index.Before = request => request.Query == "never" ? never.Task : Task.CompletedTask;
        var held = batches.Find(new CharRequest("never"));
        while (_index.Running == 0)
            await Task.Yield();

        for (var number = 0; number < 100; number++)
            await batches.Find(new CharRequest($"word{number}"));

        Assert.False(held.IsCompleted);
        never.SetResult();
        await held;
    }
}

using Actors.Silo.Store;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Silo.Tests.Store;

public sealed class StoreWriterTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_thousand_concurrent_writers_all_succeed_in_far_fewer_commits()
    {
        await using var store = StoreHarness.Started(queueLimit: 50);
        using var metrics = new MeterReadings(store.Meters);
        var grains = Enumerable.Range(0, 1000).Select(number => $"grain/{number}").ToArray();

        Task[] writes;
        using (store.HoldWriter()) writes = [.. grains.Select(grain => store.Put(grain, ExpectedEtag.None, 7))];
        await Task.WhenAll(writes).WaitAsync(Soon, StoreHarness.Cancel);

        foreach (var grain in grains) Assert.Equal([7], (await store.Find(grain))!.Payload);
        Assert.InRange(metrics.Sum("actors.store.commits", "ok"), 1, 100);
        Assert.Equal(1000, metrics.Sum("actors.store.writes", "ok"));
    }

    [Fact]
    public async Task A_conflict_fails_only_itself_in_a_shared_commit()
    {
        await using var store = StoreHarness.Started();
        using var metrics = new MeterReadings(store.Meters);
        var stored = await store.Put("taken", ExpectedEtag.None, 1);
        Task<WriteOutcome> first;
        Task<WriteOutcome>[] others;
        using (store.HoldWriter())
        {
            first = store.Put("first", ExpectedEtag.None, 1);
            await store.TakenByWriter();
            others = [store.Put("a", ExpectedEtag.None, 2), store.Put("taken", ExpectedEtag.None, 2), store.Put("b", ExpectedEtag.None, 2)];
        }

        var outcomes = await Task.WhenAll(others).WaitAsync(Soon, StoreHarness.Cancel);
        await first;

        Assert.Equal([false, true, false], outcomes.Select(outcome => outcome.IsConflict));
        Assert.Equal(stored.StoredEtag, outcomes[1].StoredEtag);
        Assert.Equal([1], (await store.Find("taken"))!.Payload);
        Assert.Equal([2], (await store.Find("a"))!.Payload);
        Assert.Equal(3, metrics.Sum("actors.store.commits", "ok"));
        Assert.Equal(1, metrics.Sum("actors.store.writes", "conflict"));
    }

    [Fact]
    public async Task Of_two_writes_of_one_version_in_one_commit_the_second_conflicts()
    {
        await using var store = StoreHarness.Started();
        var stored = await store.Put("BR", ExpectedEtag.None, 1);
        var expected = ExpectedEtag.Exactly(stored.StoredEtag!.Value);
        Task<WriteOutcome>[] both;
        using (store.HoldWriter())
        {
            _ = store.Put("first", ExpectedEtag.None, 1);
            await store.TakenByWriter();
            both = [store.Put("BR", expected, 2), store.Put("BR", expected, 3)];
        }

        var outcomes = await Task.WhenAll(both).WaitAsync(Soon, StoreHarness.Cancel);

        Assert.Equal([false, true], outcomes.Select(outcome => outcome.IsConflict));
        Assert.Equal([2], (await store.Find("BR"))!.Payload);
    }

    [Fact]
    public async Task A_cancelled_write_that_still_waits_is_never_written()
    {
        await using var store = StoreHarness.Started();
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(StoreHarness.Cancel);
        Task<WriteOutcome> first;
        using (store.HoldWriter())
        {
            first = store.Put("first", ExpectedEtag.None, 1);
            await store.TakenByWriter();
            var cancelled = store.Store.Put(StoreHarness.Key("BR"), ExpectedEtag.None, [1], cancelling.Token);

            await cancelling.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        }

        await first;
        await store.Put("last", ExpectedEtag.None, 1);
        Assert.Null(await store.Find("BR"));
    }

    [Fact]
    public async Task Stopping_writes_everything_that_waits()
    {
        using var directory = new TemporaryDirectory();
        Task<WriteOutcome>[] writes;
        await using (var store = StoreHarness.Started(directory.Path))
        {
            Task stopping;
            using (store.HoldWriter())
            {
                writes = [.. Enumerable.Range(0, 100).Select(number => store.Put($"grain/{number}", ExpectedEtag.None, 1))];
                stopping = store.Store.Stop(StoreHarness.Cancel);
            }

            await stopping.WaitAsync(Soon, StoreHarness.Cancel);
            await Task.WhenAll(writes);
        }

        await using var reopened = StoreHarness.Started(directory.Path);
        for (var number = 0; number < 100; number++) Assert.NotNull(await reopened.Find($"grain/{number}"));
    }

    [Fact]
    public async Task A_stop_that_takes_too_long_refuses_what_still_waits()
    {
        var time = new FakeTimeProvider();
        await using var store = StoreHarness.Started(time: time);
        Task<WriteOutcome> first;
        Task<WriteOutcome> second;
        using (store.HoldWriter())
        {
            first = store.Put("first", ExpectedEtag.None, 1);
            await store.TakenByWriter();
            second = store.Put("second", ExpectedEtag.None, 1);
            var stopping = store.Store.Stop(StoreHarness.Cancel);

            time.Advance(store.Settings.StopTimeout);
            await stopping.WaitAsync(Soon, StoreHarness.Cancel);
        }

        await first.WaitAsync(Soon, StoreHarness.Cancel);
        var refused = await Assert.ThrowsAsync<StoreException>(() => second.WaitAsync(Soon, StoreHarness.Cancel));
        Assert.Equal(StoreFault.Stopped, refused.Fault);
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_keeps_the_rest_and_ends_with_the_shortage()
    {
        await using var store = StoreHarness.Started(maxPages: 16);
        await store.Put("BR", ExpectedEtag.None, 1);

        var full = await Assert.ThrowsAsync<StoreException>(() => store.Put("big", ExpectedEtag.None, new byte[200_000]));
        var again = await Assert.ThrowsAsync<StoreException>(() => store.Put("big", ExpectedEtag.None, new byte[200_000]));
        var small = await store.Put("BR", ExpectedEtag.Any, 2);
        store.Settings.MaxPages = null;
        await Assert.ThrowsAsync<StoreException>(() => store.Put("big", ExpectedEtag.None, new byte[200_000]));
        var fits = await store.Put("big", ExpectedEtag.None, new byte[200_000]);

        Assert.Equal([StoreFault.DiskFull, StoreFault.DiskFull], [full.Fault, again.Fault]);
        Assert.Contains(store.Settings.File, full.Message, StringComparison.Ordinal);
        Assert.False(small.IsConflict);
        Assert.False(fits.IsConflict);
        Assert.Equal([2], (await store.Find("BR"))!.Payload);
    }

    [Fact]
    public async Task A_failed_commit_fails_its_whole_batch_and_applies_none_of_it()
    {
        await using var store = StoreHarness.Started(maxPages: 16);
        Task<WriteOutcome> first;
        Task<WriteOutcome>[] batch;
        using (store.HoldWriter())
        {
            first = store.Put("first", ExpectedEtag.None, 1);
            await store.TakenByWriter();
            batch = [store.Put("a", ExpectedEtag.None, 1), store.Put("big", ExpectedEtag.None, new byte[200_000]), store.Put("b", ExpectedEtag.None, 1)];
        }

        await first;
        foreach (var write in batch) Assert.Equal(StoreFault.DiskFull, (await Assert.ThrowsAsync<StoreException>(() => write)).Fault);
        Assert.Null(await store.Find("a"));
        Assert.Null(await store.Find("b"));
    }
}

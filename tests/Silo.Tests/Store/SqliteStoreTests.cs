using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

public sealed class SqliteStoreTests
{
    [Fact]
    public async Task What_is_written_is_read_by_a_later_process()
    {
        using var directory = new TemporaryDirectory();
        WriteOutcome written;
        await using (var first = StoreHarness.Started(directory.Path)) written = await first.Put("Côte d'Ivoire/'\";--😀", ExpectedEtag.None, 1, 2, 3);

        await using var second = StoreHarness.Started(directory.Path);
        var record = await second.Find("Côte d'Ivoire/'\";--😀");

        Assert.Equal([1, 2, 3], record!.Payload);
        Assert.Equal(written.StoredEtag, record.Etag);
    }

    [Fact]
    public async Task A_commit_reaches_the_disk_before_it_is_acknowledged()
    {
        await using var store = StoreHarness.Started();

        using var writer = StoreConnection.OpenWriter(store.Settings);

        // 2 = FULL, https://www.sqlite.org/pragma.html#pragma_synchronous
        Assert.Equal(2, writer.Number("PRAGMA synchronous"));
        Assert.Equal(4000, writer.Number("PRAGMA wal_autocheckpoint"));
        Assert.Equal(67108864, writer.Number("PRAGMA journal_size_limit"));
    }

    [Fact]
    public async Task An_empty_payload_is_a_record()
    {
        await using var store = StoreHarness.Started();

        await store.Put("BR", ExpectedEtag.None);

        Assert.Empty((await store.Find("BR"))!.Payload);
    }

    [Fact]
    public async Task Stopping_folds_everything_into_the_one_file()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = StoreHarness.Started(directory.Path)) await store.Put("BR", ExpectedEtag.None, 1);

        Assert.Equal(["actors.db"], Directory.GetFiles(directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_etag_never_fits_a_record_that_was_cleared_and_written_again()
    {
        await using var store = StoreHarness.Started();
        var old = await store.Put("BR", ExpectedEtag.None, 1);
        await store.Clear("BR", ExpectedEtag.Any);
        await store.Put("BR", ExpectedEtag.None, 1);

        var late = await store.Put("BR", ExpectedEtag.Exactly(old.StoredEtag!.Value), 9);

        Assert.True(late.IsConflict);
    }

    [Fact]
    public async Task Reads_do_not_wait_for_the_writer()
    {
        await using var store = StoreHarness.Started();
        await store.Put("BR", ExpectedEtag.None, 1);
        Task<WriteOutcome> waiting;
        using (store.HoldWriter())
        {
            waiting = store.Put("BR", ExpectedEtag.Any, 2);
            await store.TakenByWriter();

            Assert.Equal([1], (await store.Find("BR"))!.Payload);
            Assert.False(waiting.IsCompleted);
        }

        await waiting;
    }

    [Fact]
    public async Task After_the_stop_and_before_the_start_every_call_is_refused()
    {
        await using var early = new StoreHarness();
        await using var late = StoreHarness.Started();
        await late.Store.Stop(StoreHarness.Cancel);

        foreach (var store in new[] { early, late })
        {
            var read = await Assert.ThrowsAsync<StoreException>(() => store.Find("BR"));
            var write = await Assert.ThrowsAsync<StoreException>(() => store.Put("BR", ExpectedEtag.None, 1));
            Assert.Equal([StoreFault.Stopped, StoreFault.Stopped], [read.Fault, write.Fault]);
        }
    }

    [Fact]
    public async Task A_record_larger_than_allowed_is_refused_by_name()
    {
        await using var store = StoreHarness.Started(maxRecordBytes: 100);

        var refused = await Assert.ThrowsAsync<StoreException>(() => store.Put("BR", ExpectedEtag.None, new byte[101]));

        Assert.Equal(StoreFault.TooLarge, refused.Fault);
        Assert.Contains("service/state/BR", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_damaged_on_the_disk_is_reported_and_other_records_stay_readable()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = StoreHarness.Started(directory.Path))
        {
            await store.Put("small", ExpectedEtag.None, 1);
            for (var number = 0; number < 300; number++) await store.Put($"grain/{number:d4}", ExpectedEtag.None, new byte[500]);
        }

        var file = directory.File("actors.db");
        using (var raw = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            raw.Position = raw.Length - (raw.Length / 4);
            raw.Write(new byte[raw.Length / 8]);
        }

        await using var damaged = StoreHarness.Started(directory.Path);
        var failures = new List<StoreException>();
        var readable = 0;
        for (var number = 0; number < 300; number++)
        {
            try
            {
                if (await damaged.Find($"grain/{number:d4}") is not null) readable++;
            }
            catch (StoreException failure)
            {
                failures.Add(failure);
            }
        }

        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Equal(StoreFault.Corrupt, failure.Fault));
        Assert.All(failures, failure => Assert.Contains("Nothing was deleted", failure.Message, StringComparison.Ordinal));
        Assert.NotEqual(0, readable);
    }
}

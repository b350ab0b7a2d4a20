using Actors.Silo.Store;
using Microsoft.Data.Sqlite;

namespace Actors.Silo.Tests.Store;

public sealed class StoreSchemaTests
{
    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_unchanged_with_both_versions_named()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = StoreHarness.Started(directory.Path)) await store.Put("BR", ExpectedEtag.None, 1);
        Change(directory, "PRAGMA user_version = 7");
        var before = await Bytes(directory);

        var refused = await Refusal(directory);

        Assert.Equal(StoreFault.NewerSchema, refused.Fault);
        Assert.Equal(directory.File("actors.db"), refused.File);
        Assert.Contains("version 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {StoreSchema.Version}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Bytes(directory));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_unchanged()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("actors.db"), new string('x', 5000), StoreHarness.Cancel);
        var before = await Bytes(directory);

        var refused = await Refusal(directory);

        Assert.Equal(StoreFault.Corrupt, refused.Fault);
        Assert.Contains(directory.File("actors.db"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was deleted", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Bytes(directory));
    }

    [Fact]
    public async Task A_file_whose_first_page_is_damaged_is_refused_unchanged()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = StoreHarness.Started(directory.Path)) await store.Put("BR", ExpectedEtag.None, 1);
        await using (var raw = new FileStream(directory.File("actors.db"), FileMode.Open, FileAccess.Write))
        {
            raw.Position = 100;
            await raw.WriteAsync(new byte[200], StoreHarness.Cancel);
        }

        var before = await Bytes(directory);

        Assert.Equal(StoreFault.Corrupt, (await Refusal(directory)).Fault);
        Assert.Equal(before, await Bytes(directory));
    }

    [Fact]
    public async Task Another_programs_database_is_refused_unchanged()
    {
        using var directory = new TemporaryDirectory();
        Change(directory, "CREATE TABLE songs (title TEXT)");
        var before = await Bytes(directory);

        Assert.Equal(StoreFault.Foreign, (await Refusal(directory)).Fault);
        Assert.Equal(before, await Bytes(directory));
    }

    [Fact]
    public async Task A_directory_in_the_place_of_the_file_is_refused()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.File("actors.db"));

        Assert.Equal(StoreFault.InputOutput, (await Refusal(directory)).Fault);
    }

    [Fact]
    public async Task An_empty_file_as_a_crash_at_the_first_start_leaves_it_becomes_a_store()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllBytesAsync(directory.File("actors.db"), [], StoreHarness.Cancel);

        await using var store = StoreHarness.Started(directory.Path);

        Assert.False((await store.Put("BR", ExpectedEtag.None, 1)).IsConflict);
    }

    [Fact]
    public async Task An_older_file_is_migrated_step_by_step_and_keeps_its_records()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = StoreHarness.Started(directory.Path)) await store.Put("BR", ExpectedEtag.None, 1);
        using var connection = StoreConnection.Open(directory.File("actors.db"), SqliteOpenMode.ReadWrite);

        StoreSchema.Prepare(
            connection, directory.File("actors.db"), ["never run again", "ALTER TABLE record ADD COLUMN note TEXT", "CREATE TABLE more (id INTEGER)"]);

        Assert.Equal(3, connection.Number("PRAGMA user_version"));
        Assert.Equal(1, connection.Number("SELECT count(*) FROM record WHERE note IS NULL"));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM more"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_file_at_the_last_whole_step()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = StoreHarness.Started(directory.Path)) await store.Put("BR", ExpectedEtag.None, 1);
        using (var connection = StoreConnection.Open(directory.File("actors.db"), SqliteOpenMode.ReadWrite))
        {
            Assert.Throws<SqliteException>(() => StoreSchema.Prepare(
                connection, directory.File("actors.db"), ["", "ALTER TABLE record ADD COLUMN note TEXT; SELECT nonsense"]));
        }

        await using var again = StoreHarness.Started(directory.Path);
        Assert.Equal([1], (await again.Find("BR"))!.Payload);
    }

    private static async Task<StoreException> Refusal(TemporaryDirectory directory)
    {
        await using var store = new StoreHarness(directory.Path);
        return Assert.Throws<StoreException>(store.Store.Start);
    }

    private static void Change(TemporaryDirectory directory, string sql)
    {
        using var connection = StoreConnection.Open(directory.File("actors.db"), SqliteOpenMode.ReadWriteCreate);
        connection.Execute(sql);
    }

    private static Task<byte[]> Bytes(TemporaryDirectory directory) => File.ReadAllBytesAsync(directory.File("actors.db"), StoreHarness.Cancel);
}

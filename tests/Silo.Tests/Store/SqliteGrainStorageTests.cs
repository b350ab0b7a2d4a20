using Actors.Silo.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace Actors.Silo.Tests.Store;

public sealed class SqliteGrainStorageTests : IAsyncLifetime
{
    private static readonly GrainId Brazil = GrainId.Create("country", "local/BR");

    private readonly StoreHarness _store = StoreHarness.Started();
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_record_that_was_never_written_reads_as_new_state_without_etag()
    {
        var state = new GrainState<Note>(new Note { Text = "left over" }, "0000000000000001") { RecordExists = true };

        await Storage().ReadStateAsync("note", Brazil, state);

        Assert.Equal((null, null, false), (state.State!.Text, state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task What_is_written_is_read_with_the_same_etag()
    {
        var written = new GrainState<Note>(new Note { Text = "Brasília", Bytes = [0, 1, 255] });
        await Storage().WriteStateAsync("note", Brazil, written);

        var read = await Read();

        Assert.Equal(("Brasília", written.ETag, true), (read.State!.Text, read.ETag, read.RecordExists));
        Assert.Equal([0, 1, 255], read.State!.Bytes);
        Assert.True(written.RecordExists);
    }

    [Fact]
    public async Task Every_write_changes_the_etag()
    {
        var state = await Written("one");
        var first = state.ETag;

        await Storage().WriteStateAsync("note", Brazil, state);

        Assert.NotEqual(first, state.ETag);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000001")]
    [InlineData("not an etag of this store")]
    public async Task Replacing_another_version_than_the_stored_one_is_inconsistent(string? etag)
    {
        var stored = await Written("stored");
        var state = new GrainState<Note>(new Note { Text = "other" }, etag!);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().WriteStateAsync("note", Brazil, state));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().ClearStateAsync("note", Brazil, state));

        Assert.Equal((stored.ETag, etag), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(("stored", stored.ETag), ((await Read()).State!.Text, (await Read()).ETag));
        Assert.Equal(etag, state.ETag);
    }

    [Fact]
    public async Task Replacing_or_clearing_a_version_of_what_is_not_there_is_inconsistent()
    {
        var state = new GrainState<Note>(new Note(), "0000000000000001");

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().WriteStateAsync("note", Brazil, state));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().ClearStateAsync("note", Brazil, state));

        Assert.Null(conflict.StoredEtag);
        Assert.False((await Read()).RecordExists);
    }

    [Fact]
    public async Task Clearing_removes_the_record_and_allows_a_first_write_again()
    {
        var state = await Written("one");

        await Storage().ClearStateAsync("note", Brazil, state);
        var cleared = (state.State!.Text, state.ETag, state.RecordExists);
        await Storage().WriteStateAsync("note", Brazil, state);

        Assert.Equal((null, null, false), cleared);
        Assert.True((await Read()).RecordExists);
    }

    [Fact]
    public async Task Clearing_what_was_never_written_does_nothing()
    {
        var state = new GrainState<Note>(new Note());

        await Storage().ClearStateAsync("note", Brazil, state);

        Assert.False(state.RecordExists);
    }

    [Fact]
    public async Task The_star_replaces_and_clears_whatever_is_stored()
    {
        await Written("one");

        await Storage().WriteStateAsync("note", Brazil, new GrainState<Note>(new Note { Text = "two" }, "*"));
        var replaced = await Read();
        await Storage().ClearStateAsync("note", Brazil, new GrainState<Note>(new Note(), "*"));
        await Storage().ClearStateAsync("note", Brazil, new GrainState<Note>(new Note(), "*"));

        Assert.Equal("two", replaced.State!.Text);
        Assert.False((await Read()).RecordExists);
    }

    [Fact]
    public async Task Services_state_names_and_grains_do_not_see_each_other()
    {
        await Written("one");
        var state = new GrainState<Note>(new Note());

        await Storage("other service").ReadStateAsync("note", Brazil, state);
        Assert.False(state.RecordExists);
        await Storage().ReadStateAsync("another name", Brazil, state);
        Assert.False(state.RecordExists);
        await Storage().ReadStateAsync("note", GrainId.Create("country", "local/CN"), state);
        Assert.False(state.RecordExists);
    }

    [Fact]
    public async Task The_bytes_are_those_of_Orleans_own_binary_storage_serializer()
    {
        var note = new Note { Text = "Brasília", Bytes = new byte[10_000] };
        await Storage().WriteStateAsync("note", Brazil, new GrainState<Note>(note));

        var record = await _store.Store.Find(new RecordKey("actors", "note", Brazil.ToString()), StoreHarness.Cancel);

        var serializer = new OrleansGrainStorageSerializer(_services.GetRequiredService<Serializer>());
        Assert.Equal(serializer.Serialize(note).ToArray(), record!.Payload);
    }

    [Fact]
    public async Task A_record_that_cannot_be_understood_is_named_and_left_alone()
    {
        await _store.Store.Put(new RecordKey("actors", "note", Brazil.ToString()), ExpectedEtag.None, [255, 255, 255, 1], StoreHarness.Cancel);

        var failure = await Assert.ThrowsAsync<StoreException>(Read);

        Assert.Equal(StoreFault.Unreadable, failure.Fault);
        Assert.Contains("actors/note/country/local/BR", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(await _store.Store.Find(new RecordKey("actors", "note", Brazil.ToString()), StoreHarness.Cancel));
    }

    [Fact]
    public async Task Null_state_and_states_without_a_constructor_survive()
    {
        var nothing = new GrainState<Note>(null!);
        await Storage().WriteStateAsync("note", Brazil, nothing);
        var record = new GrainState<Fixed>(new Fixed(5));
        await Storage().ReadStateAsync("fixed", Brazil, record);
        await Storage().WriteStateAsync("fixed", Brazil, new GrainState<Fixed>(new Fixed(6)));
        var again = new GrainState<Fixed>();
        await Storage().ReadStateAsync("fixed", Brazil, again);

        Assert.NotNull((await Read()).State);
        Assert.Equal(0, record.State!.Value);
        Assert.Equal(6, again.State!.Value);
    }

    private SqliteGrainStorage Storage(string service = "actors") => ActivatorUtilities.CreateInstance<SqliteGrainStorage>(
        _services, _store.Store, Options.Create(new ClusterOptions { ServiceId = service, ClusterId = "test" }));

    private async Task<GrainState<Note>> Written(string text)
    {
        var state = new GrainState<Note>(new Note { Text = text });
        await Storage().WriteStateAsync("note", Brazil, state);
        return state;
    }

    private async Task<GrainState<Note>> Read()
    {
        var state = new GrainState<Note>();
        await Storage().ReadStateAsync("note", Brazil, state);
        return state;
    }
}

[GenerateSerializer, Alias("actors.tests.note")]
internal sealed class Note
{
    [Id(0)]
    public string? Text { get; set; }

    [Id(1)]
    public byte[]? Bytes { get; set; }
}

[GenerateSerializer, Alias("actors.tests.fixed")]
internal sealed record Fixed([property: Id(0)] int Value);

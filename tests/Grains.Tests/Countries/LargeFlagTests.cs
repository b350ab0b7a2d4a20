using System.Text;
using Actors.Grains.Bodies;
using Actors.Grains.Countries;
using Orleans.Storage;

namespace Actors.Grains.Tests.Countries;

/// <summary>Flags whose bytes are kept beside the country's record.</summary>
public sealed class LargeFlagTests : IAsyncLifetime
{
    private LargeFlagStage _stage = null!;
    private string _flag = LargeFlagStage.Svg('1', large: true);

    public async ValueTask InitializeAsync()
    {
        _stage = await LargeFlagStage.Start();
        _stage.Origin.Script = (_, _) => new TaggedFlag(_flag);
    }

    [Fact]
    public async Task Are_in_a_slot_that_the_record_names_and_not_in_memory()
    {
        var outcome = await _stage.Fetch();

        var record = await _stage.Record();
        Assert.Equal(("flag-a", 0, _flag.Length), (record.Flag!.Slot, record.Flag.Body.Length, record.Flag.Size));
        Assert.Equal(["flag-a", "country"], Watched.Writes);
        Assert.Equal(_flag.Length, outcome.Flag!.Bytes);
        Assert.Equal(outcome.Flag, (await Country.Read())!.Flag);
        await AssertServed();
    }

    [Fact]
    public async Task A_304_rewrites_the_record_only()
    {
        await _stage.Fetch();
        Watched.Writes.Clear();

        Assert.Equal(Via.Revalidated, (await _stage.Fetch()).Via);

        Assert.Equal(["country"], Watched.Writes);
        await AssertServed();
    }

    [Fact]
    public async Task A_new_one_goes_into_the_other_slot_and_the_old_one_goes()
    {
        foreach (var (digit, slot) in new[] { ('1', "flag-a"), ('2', "flag-b"), ('3', "flag-a") })
        {
            _flag = LargeFlagStage.Svg(digit, large: true);
            await _stage.Fetch();

            Assert.Equal(slot, (await _stage.Record()).Flag!.Slot);
            await _stage.AssertSlots(slot);
            await AssertServed();
        }
    }

    [Fact]
    public async Task Large_becomes_small_and_small_large()
    {
        await _stage.Fetch();
        _flag = LargeFlagStage.Svg('2', large: false);
        await _stage.Fetch();
        await AssertServed();
        await _stage.AssertSlots();
        Assert.Equal((null, _flag.Length), ((await _stage.Record()).Flag!.Slot, (await _stage.Record()).Flag!.Body.Length));

        _flag = LargeFlagStage.Svg('3', large: true);
        await _stage.Fetch();
        await AssertServed();
        await _stage.AssertSlots("flag-a");
    }

    [Fact]
    public async Task A_crash_before_the_record_names_it_leaves_the_old_one()
    {
        await _stage.Fetch();
        (var old, _flag) = (_flag, LargeFlagStage.Svg('2', large: true));
        Watched.FailsToWrite = "country";

        Assert.Equal("store_failed", (await _stage.Fetch()).Error!.Code);

        (var wanted, _flag) = (_flag, old);
        await _stage.AssertSlots("flag-a", "flag-b");
        await AssertServed();
        await _stage.Restart();
        await AssertServed();
        _flag = wanted;
        await _stage.Fetch();
        await AssertServed();
        await _stage.AssertSlots("flag-b");
    }

    [Fact]
    public async Task A_slot_that_cannot_be_written_fails_the_country_and_leaves_the_old_one()
    {
        await _stage.Fetch();
        (var old, _flag) = (_flag, LargeFlagStage.Svg('2', large: true));
        Watched.FailsToWrite = "flag-b";

        Assert.Equal("store_failed", (await _stage.Fetch()).Error!.Code);

        _flag = old;
        await AssertServed();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task One_that_the_store_has_lost_is_fetched_again(bool isReplaced)
    {
        await _stage.Fetch();
        var slot = await _stage.Slot("flag-a");
        slot.State = new StoredBody { Bytes = new byte[_flag.Length] };
        await (isReplaced
            ? Watched.WriteStateAsync("flag-a", Country.GetGrainId(), slot)
            : Watched.ClearStateAsync("flag-a", Country.GetGrainId(), slot));

        Assert.Null(await Country.ReadFlag());

        Assert.Equal(Parts.Flag, await Country.Missing(Parts.Flag, Refresh.Stale));
        Assert.Equal(Via.Origin, (await _stage.Fetch(refresh: Refresh.Stale)).Via);
        await AssertServed();
    }

    [Fact]
    public async Task Readers_at_once_share_one_read_of_the_store()
    {
        await _stage.Fetch();
        Watched.Reads.Clear();
        var gate = new TaskCompletionSource();
        Watched.Gate = gate.Task;

        var readers = Enumerable.Range(0, 5).Select(_ => Country.ReadFlag()).ToList();
        await _stage.Begun(nameof(ICountryGrain.ReadFlag), 5);
        gate.SetResult();

        Assert.All(await Task.WhenAll(readers), file => Assert.Equal(_flag.Length, file!.Body.Length));
        Assert.Equal(["flag-a"], Watched.Reads);
        // Nothing is kept for the next one.
        await AssertServed();
        Assert.Equal(["flag-a", "flag-a"], Watched.Reads);
    }

    [Fact]
    public async Task An_activation_that_was_replaced_leaves_the_others_body_alone()
    {
        await _stage.Fetch();
        var bodies = new FlagBodies(Watched);
        var mine = (await _stage.Record()).Flag! with { Body = [1], Slot = null };

        await Assert.ThrowsAsync<InconsistentStateException>(() => bodies.Write(Country.GetGrainId(), mine, "an older record", "flag-b"));

        await AssertServed();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private ICountryGrain Country => _stage.Country;

    private WatchedStorage Watched => _stage.Watched;

    private async Task AssertServed()
    {
        var file = await Country.ReadFlag();
        Assert.Equal(_flag, Encoding.UTF8.GetString(file!.Body));
        Assert.Equal(_flag.Length, file.Info.Bytes);
    }
}

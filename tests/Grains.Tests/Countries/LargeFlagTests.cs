using System.Text;
using Actors.Grains.Countries;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Tests.Countries;

/// <summary>Flags whose bytes are kept beside the country's record.</summary>
public sealed class LargeFlagTests : IAsyncLifetime
{
    private readonly KeptStorage _kept = new();
    private TestOrigin _origin = null!;
    private TestSilo _silo = null!;
    private string _flag = Svg('1', large: true);

    public async ValueTask InitializeAsync()
    {
        _origin = await TestOrigin.Start();
        _origin.Script = (_, _) => new TaggedFlag(_flag);
        await Restart();
    }

    [Fact]
    public async Task Are_in_a_slot_that_the_record_names_and_not_in_memory()
    {
        var outcome = await Fetch();

        var record = await Record();
        Assert.Equal(("flag-a", 0, _flag.Length), (record.Flag!.Slot, record.Flag.Body.Length, record.Flag.Size));
        Assert.Equal(["flag-a", "country"], Watched.Writes);
        Assert.Equal(_flag.Length, outcome.Flag!.Bytes);
        Assert.Equal(outcome.Flag, (await Country.Read())!.Flag);
        await AssertServed();
    }

    [Fact]
    public async Task A_304_rewrites_the_record_only()
    {
        await Fetch();
        Watched.Writes.Clear();

        Assert.Equal(Via.Revalidated, (await Fetch()).Via);

        Assert.Equal(["country"], Watched.Writes);
        await AssertServed();
    }

    [Fact]
    public async Task A_new_one_goes_into_the_other_slot_and_the_old_one_goes()
    {
        foreach (var (digit, slot) in new[] { ('1', "flag-a"), ('2', "flag-b"), ('3', "flag-a") })
        {
            _flag = Svg(digit, large: true);
            await Fetch();

            Assert.Equal(slot, (await Record()).Flag!.Slot);
            await AssertSlots(slot);
            await AssertServed();
        }
    }

    [Fact]
    public async Task Large_becomes_small_and_small_large()
    {
        await Fetch();
        _flag = Svg('2', large: false);
        await Fetch();
        await AssertServed();
        await AssertSlots();
        Assert.Equal((null, _flag.Length), ((await Record()).Flag!.Slot, (await Record()).Flag!.Body.Length));

        _flag = Svg('3', large: true);
        await Fetch();
        await AssertServed();
        await AssertSlots("flag-a");
    }

    [Fact]
    public async Task A_crash_before_the_record_names_it_leaves_the_old_one()
    {
        await Fetch();
        (var old, _flag) = (_flag, Svg('2', large: true));
        Watched.FailsToWrite = "country";

        Assert.Equal("store_failed", (await Fetch()).Error!.Code);

        (var wanted, _flag) = (_flag, old);
        await AssertSlots("flag-a", "flag-b");
        await AssertServed();
        await Restart();
        await AssertServed();
        _flag = wanted;
        await Fetch();
        await AssertServed();
        await AssertSlots("flag-b");
    }

    [Fact]
    public async Task A_slot_that_cannot_be_written_fails_the_country_and_leaves_the_old_one()
    {
        await Fetch();
        (var old, _flag) = (_flag, Svg('2', large: true));
        Watched.FailsToWrite = "flag-b";

        Assert.Equal("store_failed", (await Fetch()).Error!.Code);

        _flag = old;
        await AssertServed();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task One_that_the_store_has_lost_is_fetched_again(bool isReplaced)
    {
        await Fetch();
        var slot = await Slot("flag-a");
        slot.State = new FlagBody { Bytes = new byte[_flag.Length] };
        await (isReplaced
            ? Watched.WriteStateAsync("flag-a", Country.GetGrainId(), slot)
            : Watched.ClearStateAsync("flag-a", Country.GetGrainId(), slot));

        Assert.Null(await Country.ReadFlag());

        Assert.Equal(Parts.Flag, await Country.Missing(Parts.Flag, Refresh.Stale));
        Assert.Equal(Via.Origin, (await Fetch(Refresh.Stale)).Via);
        await AssertServed();
    }

    [Fact]
    public async Task Readers_at_once_share_one_read_of_the_store()
    {
        await Fetch();
        Watched.Reads.Clear();
        var gate = new TaskCompletionSource();
        Watched.Gate = gate.Task;

        var readers = Enumerable.Range(0, 5).Select(_ => Country.ReadFlag()).ToList();
        // Calls that came after theirs are answered: all of theirs have begun. Several, since messages may overtake each other.
        for (var call = 0; call < 50; call++)
            await Country.Read();
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
        await Fetch();
        var bodies = new FlagBodies(Watched);
        var mine = (await Record()).Flag! with { Body = [1], Slot = null };

        await Assert.ThrowsAsync<InconsistentStateException>(() => bodies.Write(Country.GetGrainId(), mine, "an older record", "flag-b"));

        await AssertServed();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _origin.DisposeAsync();
    }

    private ICountryGrain Country => _silo.Grains.GetGrain<ICountryGrain>("x/BR");

    private WatchedStorage Watched => (WatchedStorage)_silo.Stored;

    private static string Svg(char digit, bool large) =>
        $"<svg xmlns='http://www.w3.org/2000/svg'><!--{new string(digit, large ? StoredPart.MostInline : 10)}--></svg>";

    private async Task Restart()
    {
        if (_silo is { } before)
        {
            await before.Kill();
            await before.DisposeAsync();
        }

        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Origins:x:FlagUrl"] = _origin.Url + "/{cc}.svg", ["Origins:x:AllowPrivateAddresses"] = "true",
        };
        _silo = await TestSilo.Start(settings, kept: _kept, configure: services =>
            services.AddKeyedSingleton<IGrainStorage>(Storage.Name, (silo, _) => new WatchedStorage(_kept.Of(silo))));
    }

    private async Task<CountryStatus> Fetch(Refresh refresh = Refresh.Always)
    {
        var order = CountryFixture.Order(Parts.Flag, refresh, maxAttempts: 1);
        for (var tries = 0; tries < 1000; tries++)
        {
            if (await Country.Order(order) is { } outcome)
            {
                return outcome;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The country did not become final.");
    }

    private async Task<CountryRecord> Record()
    {
        var state = new GrainState<CountryRecord>(new CountryRecord());
        await Watched.ReadStateAsync("country", Country.GetGrainId(), state);
        return state.State!;
    }

    private async Task<GrainState<FlagBody>> Slot(string name)
    {
        var slot = new GrainState<FlagBody>(new FlagBody());
        await Watched.ReadStateAsync(name, Country.GetGrainId(), slot);
        return slot;
    }

    private async Task AssertServed()
    {
        var file = await Country.ReadFlag();
        Assert.Equal(_flag, Encoding.UTF8.GetString(file!.Body));
        Assert.Equal(_flag.Length, file.Info.Bytes);
    }

    /// <summary>Exactly these hold a body, soon.</summary>
    private async Task AssertSlots(params string[] expected)
    {
        List<string> filled = [];
        for (var tries = 0; tries < 500; tries++)
        {
            filled.Clear();
            foreach (var name in new[] { "flag-a", "flag-b" })
            {
                filled.AddRange((await Slot(name)).RecordExists ? [name] : []);
            }

            if (filled.SequenceEqual(expected))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, filled);
    }
}

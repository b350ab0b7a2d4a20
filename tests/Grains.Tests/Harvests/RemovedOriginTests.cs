using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Harvests;

/// <summary>A process that starts without the section of an origin whose harvests it finds in its store.</summary>
public sealed class RemovedOriginTests(HarvestClock clock) : IClassFixture<HarvestClock>
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_harvest_of_an_origin_that_is_gone_ends_with_the_cause_and_frees_its_place(int origin, bool isPaused)
    {
        var label = $"o{origin}";
        // Which country comes first is not promised.
        var asked = 0;
        clock.Origin(origin).Script = (_, _) => Interlocked.Increment(ref asked) == 1 ? null : new AskedToWait(TimeSpan.FromHours(1));
        await Harvest(label).Start(new HarvestRequest { Origin = label, Countries = ["AA", "AB", "AC"], Concurrency = 1, Parts = Parts.Flag });
        await HarvestClock.Until(Harvest(label), seen => seen.Counts.Ok == 1);
        if (isPaused)
            await Harvest(label).Pause();

        await clock.Restart(without: label);
        await Harvest(label).Pause();
        await Harvest(label).Resume();
        var ended = await HarvestClock.Until(Harvest(label), seen => seen.FinishedAt is not null);

        Assert.Equal((HarvestState.Completed, 1, 2), (ended.State, ended.Counts.Ok, ended.Counts.Failed));
        var fetched = ended.Countries.Single(country => country.State == CountryState.Ok).Code;
        var error = ended.Countries.First(country => country.State == CountryState.Failed).Error!;
        Assert.Equal(("unknown_origin", null, null), (error.Code, error.Exchange, error.Phase));
        Assert.Contains($"'{label}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(HarvestState.Completed, (await Harvest(label).Cancel())!.State);
        var country = clock.Grains.GetGrain<ICountryGrain>($"{label}/{fetched}");
        await Assert.ThrowsAsync<UnknownOriginException>(() => clock.Grains.GetGrain<IOriginsGrain>(0).Find(label));
        await Assert.ThrowsAsync<UnknownOriginException>(country.Read);

        // What was stored is there again with its label.
        await clock.Restart();
        Assert.NotNull((await clock.Grains.GetGrain<ICountryGrain>($"{label}/{fetched}").Read())!.Flag);
        Assert.Equal(ended.Seq, (await Harvest(label).Get())!.Seq);
    }

    private IHarvestGrain Harvest(string label) => clock.Grains.GetGrain<IHarvestGrain>($"of-{label}");
}

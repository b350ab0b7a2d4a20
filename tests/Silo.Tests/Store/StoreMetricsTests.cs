using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

public sealed class StoreMetricsTests
{
    [Fact]
    public async Task Commits_writes_durations_and_the_queue_are_measured()
    {
        await using var store = StoreHarness.Started(maxPages: 16);
        using var readings = new MeterReadings(store.Meters);

        await store.Put("BR", ExpectedEtag.None, 1);
        await store.Put("BR", ExpectedEtag.None, 1);
        await Assert.ThrowsAsync<StoreException>(() => store.Put("big", ExpectedEtag.None, new byte[200_000]));
        readings.Observe();

        Assert.Equal((2, 1), (readings.Sum("actors.store.commits", "ok"), readings.Sum("actors.store.commits", "failed")));
        Assert.Equal((1, 1), (readings.Sum("actors.store.writes", "ok"), readings.Sum("actors.store.writes", "conflict")));
        Assert.Equal(1, readings.Sum("actors.store.writes", "failed"));
        Assert.Equal(2, readings.Sum("actors.store.commit.writes"));
        Assert.True(readings.Sum("actors.store.commit.duration") > 0);
        Assert.True(readings.Saw("actors.store.queue"));
    }
}

using System.Collections.Concurrent;
using Actors.Grains.Harvests;
using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Harvests;

/// <summary>A whole harvest at a host that asks for an hour, on a clock that tests move: the hour takes milliseconds.</summary>
public sealed class LongHoldTests(HarvestClock clock) : IClassFixture<HarvestClock>
{
    private const string Id = "long-hold";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly string[] Asked = ["AR", "BR", "CL", "DE", "EG", "FR"];

    private readonly ConcurrentQueue<(string Path, DateTimeOffset At)> _requests = new();

    private IHarvestGrain Harvest => clock.Grains.GetGrain<IHarvestGrain>(Id);

    [Fact]
    public async Task An_hour_of_Retry_After_holds_every_country_through_a_restart_and_then_the_harvest_ends()
    {
        clock.Origin(7).Script = (path, count) =>
        {
            _requests.Enqueue((path, clock.Time.GetUtcNow()));
            return path == "/br/br.svg" && count == 1 ? new AskedToWait(Hour) : null;
        };
        var start = clock.Time.GetUtcNow();
        await Harvest.Start(new HarvestRequest { Origin = "o7", Countries = [.. Asked], Concurrency = 2 });
        var before = await AllHeldUntil(start + Hour);

        clock.Time.Advance(Hour / 2);
        await clock.Restart();
        await AllHeldUntil(start + Hour);
        clock.Time.Advance(Hour / 2 - Instant);
        await AllHeldUntil(start + Hour);
        var sent = _requests.Count;

        var ended = await Ended();

        Assert.Equal((HarvestState.Completed, Asked.Length), (ended.State, ended.Counts.Ok));
        Assert.True(sent < _requests.Count);
        Assert.DoesNotContain(_requests, request => request.At > start && request.At < start + Hour);
        Assert.Equal(2, _requests.Count(request => request.Path == "/br/br.svg"));
        // What was final before the hour was not asked for again.
        foreach (var country in before.Countries.Where(country => country.IsFinal))
            Assert.Equal(1, clock.Origin(7).RequestsFor($"/{country.Code}/{country.Code}.svg".ToLowerInvariant()));
    }

    private Task<HarvestSnapshot> AllHeldUntil(DateTimeOffset end) => HarvestClock.Until(Harvest, seen => seen is { Counts.Pending: > 0 }
        && seen.Countries.All(country => country.IsFinal || country.Waiting is { Reason: WaitingReason.Hold, Until: { } until } && until == end));

    // Time goes on slowly, so that permits are renewed and back-offs end.
    private async Task<HarvestSnapshot> Ended()
    {
        for (var tries = 0; ; tries++)
        {
            if (await Harvest.Get() is { FinishedAt: not null } ended)
                return ended;
            Assert.InRange(tries, 0, 2000);
            clock.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

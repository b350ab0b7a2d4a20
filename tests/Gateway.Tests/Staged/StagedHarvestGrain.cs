using System.Collections.Immutable;
using Actors.Grains;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;

namespace Actors.Gateway.Tests.Staged;

internal sealed class StagedHarvestGrain : Grain, IHarvestGrain
{
    private StagedHarvest? Harvest => StagedHarvest.Find(this.GetPrimaryKeyString());

    public Task<HarvestSnapshot> Start(HarvestRequest request)
    {
        switch (request.Origin)
        {
            case "nowhere":
                throw new UnknownOriginException("nowhere", ["local"]);
            case "busy":
                throw new TooManyHarvestsException(16, TimeSpan.FromSeconds(7));
            case "picky":
                throw new InvalidRequestException("invalid_limit", "limit", "No.");
            case "broken":
                throw new NotSupportedException("a secret of the inside");
            case "dead":
                throw new TimeoutException("No answer.");
        }

        var harvest = StagedHarvest.GetOrAdd(this.GetPrimaryKeyString(), request);
        return harvest.Request.Equals(request) ? Task.FromResult(harvest.Snapshot()) : throw new IdempotencyConflictException();
    }

    public Task<HarvestSnapshot?> Get() => Task.FromResult(Harvest?.Snapshot());

    public Task<HarvestSnapshot?> Summarise() => Task.FromResult(Harvest is { } harvest ? harvest.Snapshot() with { Countries = [] } : null);

    public async Task<HarvestNews?> Watch(IHarvestObserver observer, long after)
    {
        await (Harvest?.Gate ?? Task.CompletedTask);
        return Harvest?.Watch(observer, after);
    }

    public Task Unwatch(IHarvestObserver observer)
    {
        Harvest?.Unwatch(observer);
        return Task.CompletedTask;
    }

    public Task<HarvestSnapshot?> Pause() => Steer(HarvestState.Paused);

    public Task<HarvestSnapshot?> Resume() => Steer(HarvestState.Running);

    public Task<HarvestSnapshot?> Cancel()
    {
        Harvest?.Cancel();
        return Get();
    }

    public Task<bool> Forget() =>
        Harvest is { State: HarvestState.Running or HarvestState.Paused } ? throw new StillRunningException()
        : Task.FromResult(StagedHarvest.Remove(this.GetPrimaryKeyString()));

    public Task Wake() => Task.CompletedTask;

    public Task Hear(ImmutableArray<CountryStatus> countries) => Task.CompletedTask;

    private Task<HarvestSnapshot?> Steer(HarvestState state)
    {
        Harvest?.Steer(state);
        return Get();
    }
}

/// <summary>Lists what a test put there.</summary>
internal sealed class StagedLedgerGrain : Grain, ILedgerGrain
{
    public static IReadOnlyList<string> Ids { get; set; } = [];

    public Task Enter(string harvest, DateTimeOffset startedAt) => Task.CompletedTask;

    public Task Close(string harvest, DateTimeOffset finishedAt) => Task.CompletedTask;

    public Task Strike(string harvest) => Task.CompletedTask;

    public Task Wake() => Task.CompletedTask;

    public Task<LedgerPage> List(string? after, int limit)
    {
        var rest = Ids.SkipWhile(id => after is not null && id != after).Skip(after is null ? 0 : 1).ToArray();
        return Task.FromResult(new LedgerPage([.. rest.Take(limit)], rest.Length > limit ? rest[limit - 1] : null));
    }
}

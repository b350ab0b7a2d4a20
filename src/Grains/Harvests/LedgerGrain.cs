using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Actors.Grains.Harvests;

/// <summary>
/// Keeps the list, and the promise that what is on it goes on. Never waits for a harvest in its own turn: harvests call
/// it in theirs, and two that wait for each other wait for ever.
/// </summary>
[GrainType("ledger")]
internal sealed partial class LedgerGrain(
    [PersistentState("ledger", Storage.Name)] IPersistentState<LedgerRecord> record,
    IOptions<HarvestOptions> options,
    TimeProvider time,
    ILogger<LedgerGrain> logger) : Grain, ILedgerGrain, IRemindable
{
    /// <summary>Beyond so many, the oldest finished ones go before their time: the list is one record.</summary>
    private const int MostKept = 10_000;

    private const string Net = "wake";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NetEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private List<LedgerEntry> Entries => record.State.Entries;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Sweep, new() { DueTime = SweepEvery, Period = SweepEvery });
        return Task.CompletedTask;
    }

    public async Task Enter(string harvest, DateTimeOffset startedAt)
    {
        if (Entries.Exists(entry => entry.Harvest == harvest))
        {
            return;
        }

        var running = Entries.Count(entry => entry.FinishedAt is null);
        if (running >= options.Value.MaxRunning)
        {
            throw new TooManyHarvestsException(running, RetryAfter);
        }

        await Change(entries => entries.Add(new LedgerEntry(harvest, startedAt, null, record.State.Last + 1)));
        if (running == 0)
        {
            await SpreadNet();
        }
    }

    public Task Close(string harvest, DateTimeOffset finishedAt) => Change(entries =>
    {
        var index = entries.FindIndex(entry => entry.Harvest == harvest && entry.FinishedAt is null);
        if (index >= 0)
        {
            entries[index] = entries[index] with { FinishedAt = finishedAt };
        }
    });

    public Task Strike(string harvest) => Change(entries => entries.RemoveAll(entry => entry.Harvest == harvest));

    public Task<LedgerPage> List(string? after, int limit)
    {
        var from = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            throw new InvalidRequestException("invalid_cursor", "after", "This is not a cursor of this list.");
        }

        var page = Entries.AsEnumerable().Reverse().Where(entry => entry.Number < from).Take(limit + 1).ToList();
        return Task.FromResult(new LedgerPage(
            [.. page.Take(limit).Select(entry => entry.Harvest)],
            page.Count > limit ? page[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    public async Task Wake()
    {
        var unfinished = Entries.Where(entry => entry.FinishedAt is null).ToList();
        foreach (var entry in unfinished)
        {
            GrainFactory.GetGrain<IHarvestGrain>(entry.Harvest).Wake().Ignore();
        }

        if (unfinished.Count > 0)
        {
            await SpreadNet();
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Wake();
        if (Entries.TrueForAll(entry => entry.FinishedAt is not null) && await this.GetReminder(Net) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <summary>A reminder that wakes the ledger as long as a harvest runs, should every faster way fail.</summary>
    private async Task SpreadNet()
    {
        try
        {
            await this.RegisterOrUpdateReminder(Net, NetEvery, NetEvery);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Harvests run as well without the net; the next one, or the next change of members, spreads it.
            LogNoNet(error);
        }
    }

    private Task Sweep(CancellationToken cancellationToken)
    {
        var old = time.GetUtcNow() - options.Value.KeepFor;
        var surplus = Entries.Count - MostKept;
        foreach (var entry in Entries.Where(entry => entry.FinishedAt is { } finished && (finished < old || surplus-- > 0)).ToList())
        {
            LogForgotten(entry.Harvest);
            GrainFactory.GetGrain<IHarvestGrain>(entry.Harvest).Forget().Ignore();
        }

        return Task.CompletedTask;
    }

    /// <summary>Changes a copy, so that a write that fails leaves the list as it is stored.</summary>
    private async Task Change(Action<List<LedgerEntry>> change)
    {
        var before = record.State;
        List<LedgerEntry> entries = [.. before.Entries];
        change(entries);
        if (entries.SequenceEqual(before.Entries))
        {
            return;
        }

        record.State = new LedgerRecord { Entries = entries, Last = Math.Max(before.Last, entries.Count == 0 ? 0 : entries[^1].Number) };
        try
        {
            await record.WriteStateAsync();
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            record.State = before;
            LogNotStored(error);
            throw new StoreUnavailableException();
        }
    }

    [LoggerMessage(EventId = 3203, Level = LogLevel.Error, Message = "The ledger could not be stored")]
    private partial void LogNotStored(Exception error);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning, Message = "The ledger's reminder could not be registered")]
    private partial void LogNoNet(Exception error);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Harvest {Harvest} has been kept long enough and is forgotten")]
    private partial void LogForgotten(string harvest);
}

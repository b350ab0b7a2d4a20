using Actors.System.Tests.Faults.Invariants;

namespace Actors.System.Tests.Faults;

/// <summary>A checker that finds nothing proves nothing: each promise is broken once, in a history that was recorded where all were kept.</summary>
public sealed class PlantedViolationTests
{
    private static readonly History Good = HistoryFile.Read(Path.Combine(AppContext.BaseDirectory, "Faults", "good-history.json"));

    private static readonly (Type Invariant, string Plant, Func<History, History> Edit)[] Planted =
    [
        (typeof(OneOutcomeEach), "a country is announced twice", WithEvents(events => [.. events, events[0]])),
        (typeof(OneOutcomeEach), "a country is never announced", WithEvents(events => [.. events.Where(one => one.Seq != 1)])),
        (typeof(OneOutcomeEach), "a country is left open", WithEnd(country => country with { State = "fetching" })),
        (typeof(SameEverywhere), "the WebSocket tells another outcome", WithSocket(events =>
            [.. events.Select(one => one.Kind == "country" ? Edited(one, "\"attempts\":", "\"attempts\":1") : one)])),
        (typeof(SameEverywhere), "the WebSocket leaves one out", WithSocket(events => [.. events.Where(one => one.Seq != 1)])),
        (typeof(SameEverywhere), "the harvest has another state", WithEnd(country => country with { State = country.State == "ok" ? "notFound" : "ok" })),
        (typeof(SameEverywhere), "another flag is stored", WithStored(stored => stored with { Sha256 = "00" })),
        (typeof(PeakWithinCap), "one more than the cap", WithExchanges((history, one) =>
            Enumerable.Range(0, history.Settings.Cap).Select(number => one with { Path = $"/more/{number}" }))),
        (typeof(RateWithinLimit), "a burst", WithExchanges((history, one) =>
            Enumerable.Range(0, (int)history.Settings.PerSecond!.Value + 1).Select(number => one with
            {
                Path = $"/more/{number}", Received = one.Received + 100_000 + number, Sent = one.Received + 100_000 + number,
            }))),
        (typeof(RetryAfterIsKept), "a retry is a millisecond early", WithHold((hold, retry) => retry with { Received = hold.HoldEnd!.Value - 1 })),
        (typeof(HoldIsKept), "another path is asked in the middle of a hold", WithHold((hold, retry) =>
            retry with { Path = "/another", Received = (hold.Sent + 2 * hold.HoldEnd!.Value) / 3 })),
        (typeof(RetriesWithinBudget), "more retries than the budget has", WithRetries()),
        (typeof(RetriesWithinBudget), "answers that are no successes earn retries", history => WithRetries()(
            WithExchanges((_, one) => Enumerable.Range(0, 100).Select(number => one with
            {
                Path = $"/none/{number}", Status = 404, Received = LastOf(history), Sent = LastOf(history),
            }))(history))),
        (typeof(RetriesWithinBudget), "more is saved up than the budget can hold", WithRetries(later: 1_000_000)),
        (typeof(PermitsComeBack), "a permit stays out", history => history with { Throttles = [history.Throttles[0] with { InFlight = 1 }] }),
        (typeof(FailureLeavesTheStore), "a failure wrote something", WithStoredOfFailed(stored => stored with { Sha256 = "00" })),
        (typeof(FailureLeavesTheStore), "a failure lost what was stored", WithStoredOfFailed(_ => null)),
        (typeof(NumbersWithoutGap), "a number is left out", WithEvents(events => [.. events.Where(one => one.Seq != 2)])),
        (typeof(NumbersWithoutGap), "completed is not the last", WithEvents(events => [events[^1], .. events.SkipLast(1)])),
        (typeof(NumbersWithoutGap), "another epoch", WithSocket(events => [.. events.SkipLast(1), Edited(events[^1], "\"epoch\":\"", "\"epoch\":\"x")])),
        (typeof(CountsAddUp), "one more failed than there were", WithHarvest(harvest => harvest with { End = harvest.End with { Failed = harvest.End.Failed + 1 } })),
        (typeof(CountsAddUp), "progress that does not add up", WithSocket(events =>
            [.. events.Select(one => one.IsNumbered ? one : Edited(one, "\"pending\":", "\"pending\":9"))])),
        (typeof(NoUnknownFailure), "a failure that nobody foresaw", WithEnd(country => country.Error is null ? country : country with
        {
            Error = country.Error with { Code = "transport_error" },
        })),
        (typeof(SameSeedSameReport), "another cause than the time before", history => WithEnd(country => country.Error is null ? country : country with
        {
            Error = country.Error with { Code = "timeout_idle" },
        })(history) with { Earlier = history.Harvests }),
        (typeof(MemoryIsBounded), "bodies piled up", history => history with { PeakMemory = history.Settings.MostMemory + 1 }),
    ];

    public static TheoryData<string> Plants => [.. Planted.Select(planted => planted.Plant)];

    [Fact]
    public void The_recorded_history_keeps_every_promise() => Assert.Empty(HistoryChecker.Check(Good with { Earlier = Good.Harvests }));

    [Fact]
    public void Every_promise_is_broken_by_something_planted() => Assert.Equal(
        HistoryChecker.Invariants.Select(invariant => invariant.GetType().Name).Order(),
        Planted.Select(planted => planted.Invariant.Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Plants))]
    public void What_is_planted_is_caught(string plant)
    {
        var (invariant, _, edit) = Planted.Single(planted => planted.Plant == plant);

        var violations = HistoryChecker.Check(edit(Good));

        var name = HistoryChecker.Invariants.Single(one => one.GetType() == invariant).Name;
        Assert.Contains(violations, violation => violation.StartsWith($"{name}: ", StringComparison.Ordinal));
    }

    private static Func<History, History> WithHarvest(Func<HarvestHistory, HarvestHistory> edit) =>
        history => history with { Harvests = [.. history.Harvests.Select(edit)] };

    private static Func<History, History> WithEvents(Func<IReadOnlyList<RecordedEvent>, IReadOnlyList<RecordedEvent>> edit) =>
        WithHarvest(harvest => harvest with { Events = edit(harvest.Events) });

    private static Func<History, History> WithSocket(Func<IReadOnlyList<RecordedEvent>, IReadOnlyList<RecordedEvent>> edit) =>
        WithHarvest(harvest => harvest with { Socket = edit(harvest.Socket) });

    private static Func<History, History> WithEnd(Func<Client.Harvests.CountryStatus, Client.Harvests.CountryStatus> edit) =>
        WithHarvest(harvest => harvest with { End = harvest.End with { Countries = [.. harvest.End.Countries.Select(edit)] } });

    private static Func<History, History> WithStored(Func<StoredFlag, StoredFlag> edit) =>
        WithHarvest(harvest => harvest with { After = [.. harvest.After.Select(edit)] });

    private static Func<History, History> WithStoredOfFailed(Func<StoredFlag, StoredFlag?> edit) => WithHarvest(harvest =>
    {
        var failed = harvest.End.Countries.Where(country => country.State == "failed").Select(country => country.Code).ToHashSet();
        return harvest with { After = [.. harvest.After.Select(stored => failed.Contains(stored.Code) ? edit(stored) : stored).OfType<StoredFlag>()] };
    });

    private static Func<History, History> WithExchanges(Func<History, OriginExchange, IEnumerable<OriginExchange>> more) =>
        history => history with { Exchanges = [.. history.Exchanges, .. more(history, history.Exchanges[0])] };

    private static double LastOf(History history) => history.Exchanges.Max(exchange => exchange.Sent);

    // All at once: one more than the budget can pay for; or so much later that time would have earned any number, if it could be saved up.
    private static Func<History, History> WithRetries(double later = 0) => WithExchanges((history, one) =>
    {
        var earned = history.Settings.BudgetPerSuccess * (later > 0 ? 0 : history.Exchanges.Count(exchange => exchange is { Fault: null, Status: 200 or 304 }));
        var start = LastOf(history) + later;
        // The first of them is none.
        return Enumerable.Range(0, (int)(history.Settings.BudgetCapacity + earned) + 2).Select(number => one with
        {
            Path = "/again",
            Attempt = number + 1,
            Fault = "s503",
            Status = 503,
            RetryAfterMs = null,
            Received = start + (number / 100d),
            Sent = start,
        });
    });

    // One more exchange, made of the first retry that waited for a hold.
    private static Func<History, History> WithHold(Func<OriginExchange, OriginExchange, OriginExchange> more) => history =>
    {
        var hold = history.Exchanges.First(one => one.HoldEnd is not null && history.Exchanges.Any(other => other.Key == one.Key && other.Attempt == one.Attempt + 1));
        var retry = history.Exchanges.Single(one => one.Key == hold.Key && one.Attempt == hold.Attempt + 1);
        return history with { Exchanges = [.. history.Exchanges.Except([retry]), more(hold, retry)] };
    };

    private static RecordedEvent Edited(RecordedEvent one, string text, string by) => new(one.Text.Replace(text, by));
}

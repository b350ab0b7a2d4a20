using System.Collections.Concurrent;
using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Tests.Staged;

/// <summary>A harvest that a test plays: what it stores, and whether the gateway hears of it.</summary>
internal sealed class StagedHarvest(string id, HarvestRequest request)
{
    public static readonly DateTimeOffset StartedAt = new(2026, 11, 22, 10, 0, 0, 250, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<string, StagedHarvest> All = [];

    private readonly Lock _gate = new();
    private readonly List<HarvestEvent> _log = [];
    private readonly HashSet<IHarvestObserver> _watchers = [];
    private readonly SortedDictionary<string, CountryStatus> _countries = new(
        request.Countries.ToDictionary(code => code, code => new CountryStatus { Code = code, State = CountryState.Pending }), StringComparer.Ordinal);

    public string Id => id;

    public HarvestRequest Request => request;

    public string Epoch { get; private set; } = "k3f9";

    public HarvestState State { get; private set; } = HarvestState.Running;

    /// <summary>The message of failures: events can be made as large as a test needs.</summary>
    public string FailureMessage { get; init; } = "The origin answered 503.";

    /// <summary>Until then the grain does not answer those who want to watch.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public int WatchCalls { get; private set; }

    public int Watchers
    {
        get
        {
            lock (_gate)
                return _watchers.Count;
        }
    }

    public static StagedHarvest New(params string[] countries) => Add(new(Guid.CreateVersion7().ToString("n"), Asking(countries)));

    public static StagedHarvest NewWithLargeEvents(params string[] countries) =>
        Add(new(Guid.CreateVersion7().ToString("n"), Asking(countries)) { FailureMessage = new string('x', 32 << 10) });

    public static StagedHarvest NewBehind(Task gate) => Add(new(Guid.CreateVersion7().ToString("n"), Asking(["BR"])) { Gate = gate });

    public static int CountOf(string country) => All.Values.Count(harvest => harvest.Request.Countries is [var only] && only == country);

    public static StagedHarvest? Find(string id) => All.GetValueOrDefault(id);

    public static StagedHarvest GetOrAdd(string id, HarvestRequest request) => All.GetOrAdd(id, _ => new StagedHarvest(id, request));

    public static bool Remove(string id) => All.TryRemove(id, out _);

    /// <summary>Stores an outcome and tells the watchers.</summary>
    public void Settle(string code, CountryState state = CountryState.Ok) => Announce(Store(code, state));

    /// <summary>Stores an outcome whose message is lost.</summary>
    public HarvestNews Store(string code, CountryState state = CountryState.Ok)
    {
        lock (_gate)
        {
            _countries[code] = Outcome(code, state);
            return Append(new HarvestEvent.Country(_log.Count + 1, _countries[code]));
        }
    }

    /// <summary>Stores the last event and tells the watchers.</summary>
    public void Complete(HarvestState ending = HarvestState.Completed)
    {
        HarvestNews news;
        lock (_gate)
        {
            State = ending;
            news = Append(new HarvestEvent.Completed(_log.Count + 1, ending, Counts(), StartedAt.AddSeconds(2)));
        }

        Announce(news);
    }

    /// <summary>Tells how many are in flight, without an event.</summary>
    public void Progress(int inFlight)
    {
        HarvestNews news;
        lock (_gate)
            news = News(_log.Count) with { Progress = new HarvestProgress(_log.Count, Counts(), inFlight, 590) };
        Announce(news);
    }

    /// <summary>The log could not be continued: the same harvest under another epoch.</summary>
    public void StartNewEpoch(string epoch)
    {
        lock (_gate)
        {
            Epoch = epoch;
            var kept = _log.OfType<HarvestEvent.Country>().Select((country, index) => country with { Seq = index + 1 }).ToArray();
            _log.Clear();
            _log.AddRange(kept);
        }

        Announce(News(0));
    }

    public void Announce(HarvestNews news)
    {
        IHarvestObserver[] watchers;
        lock (_gate)
            watchers = [.. _watchers];
        foreach (var watcher in watchers)
            watcher.Changed(news).Ignore();
    }

    public HarvestNews Watch(IHarvestObserver observer, long after)
    {
        lock (_gate)
        {
            WatchCalls++;
            if (State is HarvestState.Running or HarvestState.Paused)
                _watchers.Add(observer);
            return News(Math.Min(after, _log.Count));
        }
    }

    public void Unwatch(IHarvestObserver observer)
    {
        lock (_gate)
            _watchers.Remove(observer);
    }

    /// <summary>Pauses or resumes, unless it has ended or is so already.</summary>
    public void Steer(HarvestState state)
    {
        HarvestNews news;
        lock (_gate)
        {
            if (State >= HarvestState.Completed || State == state)
                return;
            State = state;
            news = Append(new HarvestEvent.State(_log.Count + 1, state));
        }

        Announce(news);
    }

    public void Cancel()
    {
        if (State >= HarvestState.Completed)
            return;
        foreach (var open in _countries.Values.Where(country => !country.IsFinal).Select(country => country.Code).ToArray())
            Settle(open, CountryState.Cancelled);
        Complete(HarvestState.Cancelled);
    }

    public HarvestSnapshot Snapshot()
    {
        lock (_gate)
            return new HarvestSnapshot
            {
                Id = id,
                Origin = request.Origin,
                State = State,
                Counts = Counts(),
                InFlight = 0,
                Concurrency = request.Concurrency,
                Epoch = Epoch,
                Seq = _log.Count,
                StartedAt = StartedAt,
                FinishedAt = State >= HarvestState.Completed ? StartedAt.AddSeconds(2) : null,
                ElapsedMs = 812,
                EtaMs = State == HarvestState.Running ? 600 : null,
                Countries = [.. _countries.Values],
            };
    }

    private static StagedHarvest Add(StagedHarvest harvest) => All[harvest.Id] = harvest;

    private static HarvestRequest Asking(string[] countries) => new() { Countries = [.. countries] };

    private HarvestNews Append(HarvestEvent happened)
    {
        _log.Add(happened);
        return News(_log.Count - 1);
    }

    private HarvestNews News(long after) => new(
        Epoch, after, [.. _log.Skip((int)after)], new HarvestProgress(_log.Count, Counts(), 0, 590), State);

    private HarvestCounts Counts()
    {
        int Of(CountryState state) => _countries.Values.Count(country => country.State == state);
        return new HarvestCounts(
            _countries.Values.Count(country => !country.IsFinal),
            Of(CountryState.Ok), Of(CountryState.NotFound), Of(CountryState.Failed), Of(CountryState.Cancelled));
    }

    private CountryStatus Outcome(string code, CountryState state) => new()
    {
        Code = code,
        State = state,
        Country = state == CountryState.Ok ? "Côte d'Ivoire" : null,
        Via = state == CountryState.Cancelled ? null : Via.Origin,
        Attempts = 2,
        ElapsedMs = 41,
        Flag = state == CountryState.Ok ? new FlagInfo(5120, "image/svg+xml", new string('a', 64)) : null,
        Error = state == CountryState.Failed ? new FetchError("http_5xx", "flag", "headers", 503, 10, FailureMessage) : null,
    };

    public static CountryStatus Backoff(string code) => new()
    {
        Code = code,
        State = CountryState.Fetching,
        Attempts = 1,
        Waiting = new Waiting(WaitingReason.Backoff, StartedAt.AddSeconds(1), 12),
    };
}

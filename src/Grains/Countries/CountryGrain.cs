using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Countries;

/// <summary>
/// Takes orders and demands, answers from the store where it may, and otherwise has one <see cref="Flight"/> under way.
/// What a flight does is in <c>CountryGrain.Flight.cs</c>.
/// </summary>
[GrainType("country")]
internal sealed partial class CountryGrain(
    [PersistentState("country", Storage.Name)] IPersistentState<CountryRecord> record,
    OriginCatalog catalog,
    HttpOrigin http,
    PermitHolder permits,
    TimeProvider time,
    ILogger<CountryGrain> logger) : Grain, ICountryGrain
{
    private static readonly TimeSpan StayAlive = TimeSpan.FromMinutes(1);

    /// <summary>Failures are not stored; while this activation lives, a harvest that asks again is told again.</summary>
    private readonly Dictionary<string, CountryStatus> _unstored = [];
    private readonly List<CountryOrder> _next = [];
    private readonly List<Flight.Demand> _nextDemands = [];
    private Origin? _origin;
    private string _code = "";
    private Flight? _flight;
    private IGrainTimer? _keepAlive;

    private CountryRecord Stored => record.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.LastIndexOf('/');
        _origin = catalog.Find(key[..slash]);
        _code = key[(slash + 1)..];
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _flight?.Stop();
        return Task.CompletedTask;
    }

    public Task<CountryStatus?> Order(CountryOrder order)
    {
        if (Stored.Settled.FirstOrDefault(settled => settled.Harvest == order.Harvest) is { } settled)
        {
            return Task.FromResult<CountryStatus?>(settled.Outcome);
        }

        if (_unstored.TryGetValue(order.Harvest, out var failed))
        {
            return Task.FromResult<CountryStatus?>(failed);
        }

        return Task.FromResult(IsKnown(order.Harvest) || Take(order) ? null : FromStore(order));
    }

    public Task Withdraw(string harvest)
    {
        _next.RemoveAll(order => order.Harvest == harvest);
        if (_flight is { } flight && flight.Orders.RemoveAll(order => order.Harvest == harvest) > 0)
        {
            flight.AbandonIfUnwanted();
            UpdateTicket(flight);
        }

        return Task.CompletedTask;
    }

    public Task<StoredCountry?> Read()
    {
        if (Stored.IsEmpty)
        {
            return Task.FromResult<StoredCountry?>(null);
        }

        StoredPart[] parts = [.. new[] { Stored.Flag, Stored.Metadata }.OfType<StoredPart>()];
        var freshUntil = parts.Min(part => part.FreshUntil);
        return Task.FromResult<StoredCountry?>(new StoredCountry
        {
            Code = _code,
            Country = Stored.Country,
            Flag = FlagOf(Stored),
            Metadata = Stored.Metadata?.Body,
            FetchedAt = parts.Min(part => part.FetchedAt),
            FreshUntil = freshUntil,
            Stale = freshUntil <= time.GetUtcNow(),
        });
    }

    public Task<FlagFile?> ReadFlag() => Task.FromResult(Stored.Flag is { } flag
        ? new FlagFile(FlagOf(Stored)!, flag.Body, flag.FetchedAt, flag.FreshUntil)
        : null);

    public Task<CountryStatus?> Demand(string request, ICountryObserver? observer)
    {
        var parts = Served;
        if (Stored.ToFetch(parts, Refresh.Stale, time.GetUtcNow()) == Parts.None)
        {
            return Task.FromResult<CountryStatus?>(Ok(Via.Store, parts, 0, 0));
        }

        var demand = new Flight.Demand(request, observer);
        if (observer is null && _flight is not null)
        {
            // A refresh that nobody waits for: one is under way already.
        }
        else if (_flight?.Demands.Exists(known => known.Request == request) == true || _nextDemands.Exists(known => known.Request == request))
        {
            // Asked again, because the answer is late: one answer is enough.
        }
        else if (_flight is not { } flight)
        {
            Start(new Flight(Stored.ToFetch(parts, Refresh.Stale, time.GetUtcNow()), time.GetTimestamp()) { Demands = { demand } });
        }
        else if (CanJoin(flight, Stored.ToFetch(parts, Refresh.Stale, time.GetUtcNow())))
        {
            flight.Demands.Add(demand);
            UpdateTicket(flight);
        }
        else
        {
            _nextDemands.Add(demand);
        }

        return Task.FromResult<CountryStatus?>(null);
    }

    /// <summary>The parts that this origin has a URL for.</summary>
    private Parts Served =>
        (_origin!.Flag is null ? Parts.None : Parts.Flag) | (_origin.Metadata is null ? Parts.None : Parts.Metadata);

    private bool IsKnown(string harvest) =>
        _flight?.Orders.Exists(order => order.Harvest == harvest) == true || _next.Exists(order => order.Harvest == harvest);

    /// <summary>True if the order needs the origin and now waits for a flight; false if the store is enough.</summary>
    private bool Take(CountryOrder order)
    {
        var needed = Stored.ToFetch(order.Parts & Served, order.Refresh, time.GetUtcNow());
        if (needed == Parts.None)
        {
            return false;
        }

        if (_flight is not { } flight)
        {
            Start(new Flight(needed, time.GetTimestamp()) { Orders = { order } });
        }
        else if (CanJoin(flight, needed))
        {
            flight.Orders.Add(order);
            UpdateTicket(flight);
        }
        else
        {
            _next.Add(order);
        }

        return true;
    }

    /// <summary>Only for exactly the same exchanges: whoever wants one part must not share the other's failure.</summary>
    private static bool CanJoin(Flight flight, Parts needed) =>
        flight.Exchanges == needed && !flight.Abandoned.IsCancellationRequested;

    private CountryStatus FromStore(CountryOrder order) => Ok(Via.Store, order.Parts, 0, 0);

    private CountryStatus Ok(Via via, Parts parts, int attempts, long elapsedMs) => new()
    {
        Code = _code,
        State = CountryState.Ok,
        Country = Stored.Country,
        Via = via,
        Attempts = attempts,
        ElapsedMs = elapsedMs,
        Flag = parts.HasFlag(Parts.Flag) ? FlagOf(Stored) : null,
    };

    private static FlagInfo? FlagOf(CountryRecord stored) =>
        stored.Flag is { } flag ? new FlagInfo(flag.Body.Length, flag.MediaType, flag.Sha256) : null;

    private void UpdateTicket(Flight flight)
    {
        if (flight is { IsWanted: true, Ticket: { } ticket, TicketAuthority: { } authority })
        {
            flight.Ticket = flight.Describe(ticket);
            permits.Update(authority, flight.Ticket);
        }
    }

    private void Start(Flight flight)
    {
        _flight = flight;
        _keepAlive ??= this.RegisterGrainTimer(
            static _ => Task.CompletedTask, new() { DueTime = StayAlive, Period = StayAlive, KeepAlive = true, Interleave = true });
        Fly(flight).Ignore();
    }

    /// <summary>The flight ended: whoever asked for something else while it was under way gets the next one.</summary>
    private void End(Flight flight)
    {
        flight.Dispose();
        _flight = null;
        CountryOrder[] orders = [.. _next];
        Flight.Demand[] demands = [.. _nextDemands];
        _next.Clear();
        _nextDemands.Clear();
        foreach (var order in orders.Where(order => !Take(order)))
        {
            Tell(order, FromStore(order));
        }

        foreach (var demand in demands)
        {
            Again(demand).Ignore();
        }

        if (_flight is null)
        {
            _keepAlive?.Dispose();
            _keepAlive = null;
        }

        async Task Again(Flight.Demand demand)
        {
            if (await Demand(demand.Request, demand.Observer) is { } outcome && demand.Observer is { } observer)
            {
                await observer.Settled(demand.Request, outcome);
            }
        }
    }

    private void Tell(CountryOrder order, CountryStatus outcome) => Report(order.Harvest, outcome).Ignore();

    /// <summary>A report that cannot be delivered is dropped: the harvest asks again, and is told then.</summary>
    private async Task Report(string harvest, CountryStatus outcome)
    {
        try
        {
            await GrainFactory.GetGrain<IHarvestGrain>(harvest).Settle(outcome);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogUnreported(error, _code, harvest);
        }
    }
}

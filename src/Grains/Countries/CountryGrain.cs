using Actors.Grains.Membership;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Countries;

/// <summary>
/// Takes orders and demands, answers from the store where it may, and otherwise has one <see cref="Flight"/> under way.
/// What a flight does is in <c>CountryGrain.Flight.cs</c>, what readers get in <c>CountryGrain.Read.cs</c>.
/// </summary>
[GrainType("country")]
internal sealed partial class CountryGrain(
    [PersistentState(CountryRecord.Name, Storage.Name)] IPersistentState<CountryRecord> record,
    FlagBodies bodies,
    OriginCatalog catalog,
    HttpOrigin http,
    PermitHolder permits,
    HarvestReports harvests,
    ClusterStanding standing,
    Jitter jitter,
    TimeProvider time,
    ILogger<CountryGrain> logger) : Grain, ICountryGrain
{
    private static readonly TimeSpan StayAlive = TimeSpan.FromMinutes(1);

    /// <summary>Failures are not stored; while this activation lives, a harvest that asks again is told again.</summary>
    private readonly Dictionary<string, CountryStatus> _unstored = [];
    private List<CountryOrder> _next = [];
    private List<Flight.Demand> _nextDemands = [];
    private Origin? _origin;
    private string _code = "";
    private CountryRecord? _before;
    private Flight? _flight;
    private IGrainTimer? _keepAlive;

    /// <summary>What is stored: while a record is being written, the one before.</summary>
    private CountryRecord Stored => _before ?? record.State;

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
        // Whoever waits for another flight asks again, and is answered elsewhere.
        (_next, _nextDemands) = ([], []);
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

        return Task.FromResult(Replace(order) ? null : Take(order));
    }

    public Task Withdraw(string harvest)
    {
        _next.RemoveAll(order => order.Harvest == harvest);
        if (_flight is { } flight && flight.Orders.RemoveAll(order => order.Harvest == harvest) > 0)
        {
            flight.AbandonIfUnwanted();
            UpdateTicket(flight);
            if (flight is { IsWanted: false, IsExchanging: true })
            {
                AbortLater(flight).Ignore();
            }
        }

        return Task.CompletedTask;
    }

    public Task<Parts> Missing(Parts parts, Refresh refresh)
    {
        var needed = Needed(parts, refresh);
        return Task.FromResult(Known(parts, needed, refresh) is null ? needed : Parts.None);
    }

    public Task<CountryStatus?> Demand(string request, ICountryObserver? observer)
    {
        var needed = Needed(Served, Refresh.Stale);
        if (Known(Served, needed, Refresh.Stale) is { } known)
        {
            return Task.FromResult<CountryStatus?>(known);
        }

        var demand = new Flight.Demand(request, observer);
        if (observer is null && (_flight is not null || HasJustFailed))
        {
            // A refresh that nobody waits for: one is under way already, or was just now.
        }
        else if (_flight?.Demands.Exists(other => other.Request == request) == true
            || _nextDemands.Exists(other => other.Request == request))
        {
            // Asked again, because the answer is late: one answer is enough.
        }
        else if (_flight is not { } flight)
        {
            Start(new Flight(needed, time.GetTimestamp()) { Demands = { demand } });
        }
        else if (CanJoin(flight, needed))
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

    /// <summary>The flag's URL stands in the metadata.</summary>
    private bool IsChained => _origin!.Flag?.NeedsMetadata == true;

    /// <summary>What the origin must be asked about; what was not found lately is among it.</summary>
    private Parts Needed(Parts parts, Refresh refresh)
    {
        var now = time.GetUtcNow();
        var needed = Stored.Needed(parts & Served, refresh, now);
        return IsChained && needed.HasFlag(Parts.Flag) ? needed | Stored.Needed(Parts.Metadata, Refresh.Stale, now) : needed;
    }

    /// <summary>The outcome, if the store is enough; null if the origin must be asked.</summary>
    private CountryStatus? Known(Parts parts, Parts needed, Refresh refresh) =>
        needed == Parts.None ? Ok(Stored, Via.Store, _code, parts)
        : refresh == Refresh.Stale && Stored.IsAbsent(needed, time.GetUtcNow())
            ? new CountryStatus { Code = _code, State = CountryState.NotFound, Via = Via.Store }
            : null;

    /// <summary>An order that waits here already says something else now, perhaps; false if none waits.</summary>
    private bool Replace(CountryOrder order)
    {
        if (_flight is { } flight && flight.Replace(order))
        {
            UpdateTicket(flight);
            return true;
        }

        var at = _next.FindIndex(known => known.Harvest == order.Harvest);
        if (at >= 0)
        {
            _next[at] = order;
        }

        return at >= 0;
    }

    /// <summary>The outcome, if the store is enough; otherwise the order now waits for a flight.</summary>
    private CountryStatus? Take(CountryOrder order)
    {
        var needed = Needed(order.Parts, order.Refresh);
        if (Known(order.Parts, needed, order.Refresh) is { } known)
        {
            return known;
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

        return null;
    }

    /// <summary>Only for exactly the same exchanges: whoever wants one part must not share the other's failure.</summary>
    private static bool CanJoin(Flight flight, Parts needed) =>
        flight.Exchanges == needed && !flight.Abandoned.IsCancellationRequested;

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
        var (orders, demands) = (_next, _nextDemands);
        (_next, _nextDemands) = ([], []);
        foreach (var order in orders)
        {
            if (Take(order) is { } known)
            {
                Tell(order, known);
            }
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
}

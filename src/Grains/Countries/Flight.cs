using System.Collections.Immutable;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Countries;

/// <summary>
/// The exchanges that a country has under way, and everyone who waits for their end. One at a time for a country: the
/// single flight.
/// </summary>
internal sealed class Flight(Parts exchanges, long started) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>What is asked of the origin; parts that were fresh are not among it.</summary>
    public Parts Exchanges => exchanges;

    /// <summary>Someone wants the flag, asked for or not.</summary>
    public bool WantsFlag => Demands.Count > 0 || Orders.Exists(order => order.Parts.HasFlag(Parts.Flag));

    /// <summary>Timestamp of the first order.</summary>
    public long Started => started;

    public List<CountryOrder> Orders { get; } = [];

    public List<Demand> Demands { get; } = [];

    /// <summary>Requests sent, over both exchanges, redirects that were followed included.</summary>
    public int Sent { get; set; }

    public bool HasHadPermit { get; set; }

    /// <summary>True if a body arrived; otherwise every exchange was answered 304.</summary>
    public bool HasNewBody { get; set; }

    /// <summary>The ticket that waits now, so that a new order can be added to it.</summary>
    public PermitRequest? Ticket { get; set; }

    public string? TicketAuthority { get; set; }

    /// <summary>A request is on its way. It is not aborted at once when nobody wants it any more: see <see cref="AbortOverdue"/>.</summary>
    public bool IsExchanging { get; set; }

    /// <summary>Fires when nobody wants the flight's end any more: ends its waits.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Fires when the grain goes, or the exchange is overdue: aborts the exchange too.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public bool IsWanted => Orders.Count > 0 || Demands.Count > 0;

    /// <summary>Everybody who wants its end is paused: a permit that was asked for before must not be used.</summary>
    public bool IsPaused => Orders.Count > 0 && Demands.Count == 0 && Orders.TrueForAll(order => order.Concurrency == 0);

    /// <summary>Ends the flight's waits if nobody wants its end; an exchange under way ends first.</summary>
    public void AbandonIfUnwanted()
    {
        if (!IsWanted && !IsExchanging)
        {
            _abandoned.Cancel();
        }
    }

    /// <summary>Aborts an exchange that nobody wants and that had time to end by itself.</summary>
    public void AbortOverdue()
    {
        if (!IsWanted && IsExchanging)
        {
            Stop();
        }
    }

    public void Stop()
    {
        _stopped.Cancel();
        _abandoned.Cancel();
    }

    public void Dispose()
    {
        _abandoned.Dispose();
        _stopped.Dispose();
    }

    /// <param name="attempt">From 1; what is above is charged to the host's retries.</param>
    public PermitRequest NewTicket(string code, int attempt) => Describe(new PermitRequest
    {
        Ticket = Guid.CreateVersion7().ToString("n"), Subject = code, Flows = [], Attempt = attempt,
    });

    /// <summary>What the ticket says now: readers go ahead of harvests, else whichever harvest has room.</summary>
    public PermitRequest Describe(PermitRequest ticket) => ticket with
    {
        Flows = Demands.Count > 0 ? [] : [.. Orders.Select(order => new Flow(order.Harvest, order.Concurrency))],
        Rank = Orders.Count == 0 ? 0 : Orders.Min(order => order.Rank),
        Opened = HasHadPermit,
    };

    /// <summary>The order of a harvest says something else now; false if none is here.</summary>
    public bool Replace(CountryOrder order)
    {
        var at = Orders.FindIndex(known => known.Harvest == order.Harvest);
        if (at >= 0)
        {
            Orders[at] = order;
        }

        return at >= 0;
    }

    /// <summary>Takes those out whose patience is at an end: they may not send another request.</summary>
    public ImmutableArray<CountryOrder> Exhausted(int attempts) =>
        Take(order => order.MaxAttempts <= attempts && (order.Concurrency > 0 || IsPaused));

    /// <summary>
    /// Takes those out that a failure is no affair of: a paused harvest did not ask, if others did or nobody could. What it had under way
    /// itself counts.
    /// </summary>
    public ImmutableArray<CountryOrder> Uninvolved(FailureCause cause) =>
        cause.IsRefusal || !IsPaused ? Take(order => order.Concurrency == 0) : [];

    private ImmutableArray<CountryOrder> Take(Predicate<CountryOrder> which)
    {
        ImmutableArray<CountryOrder> taken = [.. Orders.FindAll(which)];
        // Not asked again: what is left decides the answer for some.
        Orders.RemoveAll(order => taken.Contains(order));
        return taken;
    }

    /// <summary>A reader who waits, or a refresh that nobody waits for (no observer).</summary>
    internal sealed record Demand(string Request, ICountryObserver? Observer);
}

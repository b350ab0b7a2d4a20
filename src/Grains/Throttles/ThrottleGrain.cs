using System.Collections.Immutable;
using Actors.Grains.Origins;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Throttles;

/// <summary>
/// Grants permits for one authority. Leases, hold and fencing are explained in docs/decisions/0002-permits-are-leases.md;
/// who is next is <see cref="PermitQueue"/>'s business.
/// </summary>
[GrainType("throttle")]
internal sealed partial class ThrottleGrain(
    [PersistentState("throttle", Storage.Name)] IPersistentState<ThrottleRecord> record,
    OriginCatalog catalog,
    QuietStart quietStart,
    TimeProvider time,
    ILogger<ThrottleGrain> logger) : Grain, IThrottleGrain
{
    private readonly PermitQueue _queue = new();
    private readonly LeaseTable _leases = new(time);
    private readonly Dictionary<string, IPermitHolder> _holders = [];
    private readonly Dictionary<string, long> _lastNamed = [];
    private ThrottleSettings _settings = ThrottleSettings.Default;
    private RateWindow _rate = new(null, time);
    private IGrainTimer? _timer;
    private long _epoch;
    private long _confirmed;
    private long _looked;
    private long _quietUntil;
    private long _serial;
    private bool _replaced;

    private string Authority => this.GetPrimaryKeyString();

    private bool IsBusy => _leases.Count > 0 || _queue.Count > 0;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _settings = catalog.ThrottleOf(Authority);
        _rate = new RateWindow(_settings.PerSecond, time);
        _epoch = ++record.State.Epoch;
        // Leases end one term after the start of this write; predecessors' end one term after its end.
        _confirmed = _looked = time.GetTimestamp();
        await record.WriteStateAsync(cancellationToken);
        var written = time.GetTimestamp();
        _quietUntil = quietStart.IsNeeded(Authority) ? After(written, LeaseTerm.Length) : written;
        if (_epoch > 1)
        {
            // When the last permit was granted is not stored, so a rate starts with a pause.
            _rate.Pause();
        }

        _timer = this.RegisterGrainTimer(Tick, new() { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, KeepAlive = true });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_leases.Count == 0 && !_replaced)
        {
            quietStart.Forget(Authority);
        }

        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<PermitGrant>> Request(string holder, IPermitHolder callback, ImmutableArray<PermitRequest> tickets)
    {
        _holders[holder] = callback;
        foreach (var ticket in tickets)
        {
            _queue.Put(ticket, holder);
            _lastNamed[ticket.Ticket] = time.GetTimestamp();
        }

        await ConfirmEpoch();
        var granted = Grant();
        var asked = tickets.Select(ticket => ticket.Ticket).ToHashSet(StringComparer.Ordinal);
        Announce(granted.Where(grant => !asked.Contains(grant.Grant.Ticket)));
        return [.. granted.Select(grant => grant.Grant).Where(grant => asked.Contains(grant.Ticket))];
    }

    public async Task<RenewAnswer> Renew(
        string holder, IPermitHolder callback, ImmutableArray<string> leases, ImmutableArray<string> tickets)
    {
        _holders[holder] = callback;
        await ConfirmEpoch();
        Collect(_leases.Expire());
        var expires = LeaseEnd;
        var isQuiet = time.GetTimestamp() < _quietUntil;
        foreach (var lease in leases)
        {
            // While nothing is granted yet, a predecessor's lease may live on: it is counted, so the cap holds.
            if (isQuiet && !_leases.Contains(lease))
            {
                _leases.Add(lease, holder, null, expires);
            }
            else if (_leases.Contains(lease))
            {
                _leases.Renew(lease, expires);
            }
        }

        var now = time.GetTimestamp();
        foreach (var ticket in tickets.Where(_queue.Contains))
        {
            _lastNamed[ticket] = now;
        }

        Announce(Grant());
        return new RenewAnswer(
            [.. leases.Where(lease => !_leases.Contains(lease))], [.. tickets.Where(ticket => !_queue.Contains(ticket))], Term);
    }

    public async Task<ImmutableArray<PermitGrant>> Complete(string holder, string lease, ExchangeSignal signal)
    {
        if (signal is { Host: HostSignal.Hold, HoldFor: { } holdFor })
        {
            await Hold(time.GetUtcNow() + holdFor, signal.Reason);
        }

        if (_leases.Remove(lease, out var ended))
        {
            Collect([ended]);
        }

        await ConfirmEpoch();
        var granted = Grant();
        Announce(granted.Where(grant => grant.Holder != holder));
        return [.. granted.Where(grant => grant.Holder == holder).Select(grant => grant.Grant)];
    }

    public Task Withdraw(ImmutableArray<string> tickets)
    {
        foreach (var ticket in tickets)
        {
            _queue.Remove(ticket);
            _lastNamed.Remove(ticket);
        }

        return Task.CompletedTask;
    }

    public Task<FlowStatus> Explain(string flow)
    {
        var waiting = _queue.Waiting(flow);
        var (reason, until) = Blocked();
        return Task.FromResult(new FlowStatus(
            _queue.InFlight(flow),
            [.. waiting.Select((entry, index) => new TicketStatus(entry.Request.Subject, new Waiting(reason, until, index + 1)))]));
    }

    public Task<ThrottleStatus> Describe()
    {
        var hold = ActiveHold;
        return Task.FromResult(new ThrottleStatus
        {
            Limit = _settings.Concurrency,
            InFlight = _leases.Count,
            Waiting = _queue.Count,
            RateLimit = _settings.PerSecond,
            LastSecond = _rate.LastSecond,
            HoldUntil = hold,
            HoldReason = hold is null ? null : record.State.HoldReason,
        });
    }

    private DateTimeOffset? ActiveHold => record.State.HoldUntil is { } until && until > time.GetUtcNow() ? until : null;

    private async Task Hold(DateTimeOffset until, string? reason)
    {
        if (record.State.HoldUntil is { } current && current >= until)
        {
            return;
        }

        record.State.HoldUntil = until;
        record.State.HoldReason = reason;
        LogHold(Authority, until, reason);
        Telemetry.Holds.Add(1, new KeyValuePair<string, object?>("authority", Authority));
        await record.WriteStateAsync();
    }

    private (WaitingReason Reason, DateTimeOffset? Until) Blocked() =>
        ActiveHold is { } hold ? (WaitingReason.Hold, hold)
        : _leases.Count < _settings.Concurrency && _rate.Delay is var delay && delay > TimeSpan.Zero ? (WaitingReason.Rate, time.GetUtcNow() + delay)
        : (WaitingReason.Permit, null);

    private List<(PermitGrant Grant, string Holder)> Grant()
    {
        var granted = new List<(PermitGrant, string)>();
        Collect(_leases.Expire());
        var now = time.GetTimestamp();
        while (!_replaced && _leases.Count < _settings.Concurrency && now >= _quietUntil && LeaseEnd > now
            && ActiveHold is null && _rate.Delay == TimeSpan.Zero && _queue.Next() is var (entry, flow))
        {
            var lease = $"{_epoch}:{++_serial}";
            _leases.Add(lease, entry.Holder, flow, LeaseEnd);
            _lastNamed.Remove(entry.Request.Ticket);
            _rate.Record();
            granted.Add((new PermitGrant(entry.Request.Ticket, lease, Term), entry.Holder));
        }

        if (granted.Count > 0)
        {
            Telemetry.Permits.Add(granted.Count, new KeyValuePair<string, object?>("authority", Authority));
        }

        ScheduleTick();
        return granted;
    }

    private void Announce(IEnumerable<(PermitGrant Grant, string Holder)> granted)
    {
        foreach (var holder in granted.GroupBy(grant => grant.Holder, grant => grant.Grant))
        {
            if (_holders.TryGetValue(holder.Key, out var callback))
            {
                callback.Granted(Authority, [.. holder]).Ignore();
            }
        }
    }

    private void Collect(IEnumerable<LeaseTable.Lease> ended)
    {
        foreach (var lease in ended)
        {
            _queue.Refund(lease.Flow);
        }
    }
}

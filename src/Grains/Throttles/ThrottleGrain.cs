using System.Collections.Immutable;
using Actors.Grains.Membership;
using Actors.Grains.Origins;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Throttles;

/// <summary>
/// Grants permits for one authority. Leases, hold and fencing are explained in docs/decisions/0002-permits-are-leases.md. Who
/// is next is <see cref="PermitQueue"/>'s business, whether the host lives <see cref="Breaker"/>'s, how often it is asked again
/// <see cref="RetryBudget"/>'s, how fast <see cref="RateWindow"/>'s and <see cref="LearnedRate"/>'s.
/// </summary>
[GrainType("throttle")]
internal sealed partial class ThrottleGrain(
    [PersistentState("throttle", Storage.Name)] IPersistentState<ThrottleRecord> record,
    OriginCatalog catalog,
    QuietStart quietStart,
    ClusterStanding standing,
    TimeProvider time,
    ILogger<ThrottleGrain> logger) : Grain, IThrottleGrain
{
    private readonly PermitQueue _queue = new();
    private readonly LeaseTable _leases = new(time);
    private readonly Dictionary<string, IPermitHolder> _holders = [];
    private readonly Dictionary<string, long> _lastNamed = [];
    private ThrottleSettings _settings = ThrottleSettings.Default;
    private readonly RetryQueue _retries = new();
    private readonly RetryBudget _budget = new(time);
    private readonly LearnedRate _learned = new(time);
    private readonly HostHold _hold = new(time, Random.Shared.NextDouble);
    private Breaker _breaker = new(new BreakerRecord(), time);
    private RateWindow _rate = new(null, time);
    private IGrainTimer? _timer;
    private long _epoch;
    private long _confirmed;
    private long _looked;
    private long _quietUntil;
    private long _serial;
    private bool _replaced;

    private string Authority => this.GetPrimaryKeyString();

    private bool IsBusy => _leases.Count > 0 || _queue.Count > 0 || _retries.Count > 0;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _settings = catalog.ThrottleOf(Authority);
        _rate = new RateWindow(_settings.PerSecond, time);
        Restore();
        var wasKnown = record.RecordExists;
        // No epoch comes twice, not even of an authority whose record was dropped in between.
        _epoch = record.State.Epoch = wasKnown ? record.State.Epoch + 1 : time.GetUtcNow().ToUnixTimeMilliseconds();
        // Leases end one term after the start of this write; predecessors' end one term after its end.
        _confirmed = _looked = time.GetTimestamp();
        await record.WriteStateAsync(cancellationToken);
        var written = time.GetTimestamp();
        _quietUntil = After(written, quietStart.Span(Authority, wasKnown));
        if (wasKnown)
        {
            // When the last permit was granted is not stored, so a rate starts with a pause.
            _rate.Pause();
        }

        _timer = this.RegisterGrainTimer(Tick, new() { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, KeepAlive = true });
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_leases.Count > 0 || _replaced)
        {
            return;
        }

        quietStart.Forget(Authority);
        if (SaysNothing)
        {
            await ForgetRecord(cancellationToken);
        }
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
                _leases.Add(lease, null, expires);
            }
            else if (_leases.Contains(lease))
            {
                _leases.Renew(lease, expires);
            }
        }

        var now = time.GetTimestamp();
        foreach (var ticket in tickets.Where(Waits))
        {
            _lastNamed[ticket] = now;
        }

        var unknown = tickets.Where(ticket => !Waits(ticket)).ToImmutableArray();
        Announce(await Decide());
        return new RenewAnswer([.. leases.Where(lease => !_leases.Contains(lease))], unknown, Term);
    }

    public Task Withdraw(ImmutableArray<string> tickets)
    {
        foreach (var ticket in tickets)
        {
            Drop(ticket);
        }

        return Task.CompletedTask;
    }

    private bool Waits(string ticket) => _queue.Contains(ticket) || _retries.Contains(ticket);

    private void Drop(string ticket)
    {
        _queue.Remove(ticket);
        _retries.Remove(ticket);
        _lastNamed.Remove(ticket);
    }
}

using Microsoft.Extensions.Logging;

namespace Actors.Grains.Throttles;

/// <summary>
/// This process's dealings with one throttle: tickets that wait, permits that are held. Asked from many grains at once,
/// hence the lock; no call is made while it is held.
/// </summary>
internal sealed partial class PermitDesk(
    string holder, string authority, Lazy<IPermitHolder> callback, IThrottleGrain throttle, TimeProvider time, ILogger logger,
    CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Waiter> _waiters = [];
    private readonly Dictionary<string, Permit> _permits = [];

    /// <summary>Waits for a permit, for as long as it takes: a throttle that cannot be reached is asked again every second.</summary>
    public async Task<Permit> Acquire(PermitRequest request, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(request);
        lock (_lock)
        {
            _waiters.Add(request.Ticket, waiter);
        }

        Send(request);
        await using var registration = cancellationToken.UnsafeRegister(_ => Abandon(waiter, cancellationToken), null);
        return await waiter.Permit.Task;
    }

    /// <summary>Changes what a waiting ticket says: another harvest wants the same exchange.</summary>
    public void Update(PermitRequest request)
    {
        lock (_lock)
        {
            if (!_waiters.TryGetValue(request.Ticket, out var waiter))
            {
                return;
            }

            waiter.Request = request;
        }

        Send(request);
    }

    /// <summary>Ends at once, but for a hold, which must be stored before its country goes on.</summary>
    public Task Complete(Permit permit, ExchangeSignal signal)
    {
        lock (_lock)
        {
            _permits.Remove(permit.Lease);
        }

        permit.Dispose();
        Telemetry.PermitsHeld.Add(-1);
        var back = new PermitReturn(permit.Lease, signal);
        if (signal.Host == HostSignal.Hold)
        {
            return Insist(back);
        }

        Send(back);
        return Task.CompletedTask;
    }

    private void Deliver(string ticket, string lease, TimeSpan rest)
    {
        Waiter? waiter;
        Permit? permit = null;
        lock (_lock)
        {
            if (_waiters.Remove(ticket, out waiter) && rest > TimeSpan.Zero)
            {
                permit = new Permit(this, lease, rest, time);
                _permits.Add(lease, permit);
            }
        }

        if (permit is not null)
        {
            Telemetry.PermitsHeld.Add(1);
            if (!waiter!.Permit.TrySetResult(permit))
            {
                Complete(permit, ExchangeSignal.Neutral).Ignore();
            }

            return;
        }

        // Nobody waits any more, or the answer came too late to be used: the permit goes back.
        Send(new PermitReturn(lease, ExchangeSignal.Neutral));
        lock (_lock)
        {
            if (waiter is not { IsAbandoned: false })
            {
                return;
            }

            _waiters.Add(ticket, waiter);
        }

        Send(waiter.Request);
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            waiter.IsAbandoned = true;
            _waiters.Remove(waiter.Request.Ticket);
        }

        // While the process stops, nobody is there to be told: tickets that are not named are dropped by themselves.
        if (waiter.Permit.TrySetCanceled(cancellationToken) && !stopping.IsCancellationRequested)
        {
            throttle.Withdraw([waiter.Request.Ticket]).Ignore();
        }
    }

    /// <summary>A throttle that is gone while this process stops is no news.</summary>
    private void Complain(Exception error)
    {
        if (!stopping.IsCancellationRequested)
        {
            LogUnreachable(error, authority);
        }
    }

    [LoggerMessage(EventId = 2111, Level = LogLevel.Warning, Message = "The throttle of {Authority} could not be reached")]
    private partial void LogUnreachable(Exception error, string authority);

    private sealed class Waiter(PermitRequest request)
    {
        public PermitRequest Request { get; set; } = request;

        /// <summary>The throttle was told; from now on renewals name the ticket.</summary>
        public bool IsHandedIn { get; set; }

        public bool IsAbandoned { get; set; }

        public TaskCompletionSource<Permit> Permit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Collections.Immutable;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

/// <summary>The holder's side of a lease, against a throttle that does what a test says.</summary>
public sealed class PermitDeskTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Throttle _throttle = new();
    private readonly PermitDesk _desk;

    public PermitDeskTests() => _desk = new PermitDesk(
        "silo", "http://x.test:80", new Lazy<IPermitHolder>(new Nobody()), _throttle, _time, NullLogger.Instance, CancellationToken.None);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PermitRequest Ticket(string name) => new() { Ticket = name, Subject = name, Flows = [] };

    private async Task<Permit> Acquire(string ticket)
    {
        _throttle.OnRequest = tickets => [.. tickets.Select(one => new PermitGrant(one.Ticket, $"lease-{one.Ticket}", LeaseTerm.Length))];
        return await _desk.Acquire(Ticket(ticket), Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Fact]
    public async Task A_permit_that_is_not_renewed_is_lost_half_a_second_before_its_lease_ends()
    {
        var permit = await Acquire("a");
        _time.Advance(TimeSpan.FromSeconds(2.4));
        Assert.True(permit.IsLive);
        Assert.False(permit.Lost.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(permit.IsLive);
        Assert.True(permit.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_renewal_counts_from_when_it_was_sent_not_from_when_it_was_answered()
    {
        var permit = await Acquire("a");
        _time.Advance(TimeSpan.FromSeconds(1));
        _throttle.OnRenew = (_, _) =>
        {
            // The answer takes a second and a half.
            _time.Advance(TimeSpan.FromSeconds(1));
            return new RenewAnswer([], [], LeaseTerm.Length);
        };
        await _desk.Renew();

        _time.Advance(TimeSpan.FromSeconds(1.4));
        Assert.True(permit.IsLive);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(permit.IsLive);
    }

    [Fact]
    public async Task A_lease_that_the_throttle_does_not_know_is_lost_at_once()
    {
        var permit = await Acquire("a");
        _throttle.OnRenew = (leases, _) => new RenewAnswer(leases, [], LeaseTerm.Length);

        await _desk.Renew();

        Assert.True(permit.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_throttle_that_cannot_be_reached_lets_leases_run_out_and_tickets_wait()
    {
        var permit = await Acquire("a");
        _throttle.OnRenew = (_, _) => throw new TimeoutException();
        _throttle.OnRequest = _ => throw new TimeoutException();
        var waiting = _desk.Acquire(Ticket("b"), Cancel);
        await _throttle.Requested.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        for (var second = 0; second < 3; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _desk.Renew();
        }

        Assert.True(permit.Lost.IsCancellationRequested);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task A_pushed_permit_is_used_only_after_a_renewal_that_names_it_was_answered()
    {
        _throttle.OnRequest = _ => [];
        var waiting = _desk.Acquire(Ticket("a"), Cancel);
        await _throttle.Requested.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        _throttle.OnRenew = (leases, _) => new RenewAnswer(leases, [], LeaseTerm.Length);
        _desk.Decided(new PermitAnswer([new PermitGrant("a", "stale", LeaseTerm.Length)], []));
        Assert.False(waiting.IsCompleted);

        _throttle.OnRenew = (_, _) => new RenewAnswer([], [], LeaseTerm.Length);
        _desk.Decided(new PermitAnswer([new PermitGrant("a", "good", LeaseTerm.Length)], []));

        Assert.Equal("good", (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).Lease);
    }

    [Fact]
    public async Task Tickets_that_a_new_throttle_does_not_know_are_handed_in_again()
    {
        _throttle.OnRequest = _ => [];
        var waiting = _desk.Acquire(Ticket("a"), Cancel);
        await _throttle.Requested.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        _throttle.OnRenew = (_, tickets) => new RenewAnswer([], tickets, LeaseTerm.Length);
        _throttle.OnRequest = tickets => [.. tickets.Select(one => new PermitGrant(one.Ticket, "again", LeaseTerm.Length))];
        while (!waiting.IsCompleted)
        {
            await _desk.Renew();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel);
        }

        Assert.Equal("again", (await waiting).Lease);
    }

    [Fact]
    public async Task A_permit_for_whoever_does_not_wait_any_more_goes_back()
    {
        _throttle.OnRequest = _ => [];
        using var impatient = new CancellationTokenSource();
        var waiting = _desk.Acquire(Ticket("a"), impatient.Token);
        await _throttle.Requested.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _throttle.OnRenew = (_, _) => new RenewAnswer([], [], LeaseTerm.Length);

        _desk.Decided(new PermitAnswer([new PermitGrant("a", "late", LeaseTerm.Length)], []));

        Assert.Equal("late", await _throttle.Completed.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task A_permit_given_back_brings_the_next_one_along()
    {
        var first = await Acquire("a");
        _throttle.OnRequest = _ => [];
        var waiting = _desk.Acquire(Ticket("b"), Cancel);
        _throttle.OnComplete = _ => [new PermitGrant("b", "next", LeaseTerm.Length)];

        await first.Complete(ExchangeSignal.Neutral);

        Assert.Equal("next", (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).Lease);
    }

    [Fact]
    public async Task A_refused_ticket_ends_with_the_hosts_last_failure_whether_answered_or_pushed()
    {
        var failure = new HostFailure("connect_refused", "connect", null, "The origin refused the connection.");
        _throttle.OnRequest = _ => [];
        _throttle.OnRefuse = tickets => [.. tickets.Where(one => one.Ticket == "a").Select(one => new PermitRefusal(one.Ticket, failure))];

        var answered = await Assert.ThrowsAsync<PermitRefusedException>(
            () => _desk.Acquire(Ticket("a"), Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        var waiting = _desk.Acquire(Ticket("b"), Cancel);
        _desk.Decided(new PermitAnswer([], [new PermitRefusal("b", failure), new PermitRefusal("nobody", failure)]));
        var pushed = await Assert.ThrowsAsync<PermitRefusedException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel));

        Assert.Equal((failure, failure), (answered.Failure, pushed.Failure));
    }

    private sealed class Nobody : IPermitHolder
    {
        public Task Decided(string authority, PermitAnswer answer) => Task.CompletedTask;
    }

    private sealed class Throttle : IThrottleGrain
    {
        private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<ImmutableArray<PermitRequest>, ImmutableArray<PermitGrant>> OnRequest { get; set; } = _ => [];

        public Func<ImmutableArray<string>, ImmutableArray<string>, RenewAnswer> OnRenew { get; set; } =
            (_, _) => new RenewAnswer([], [], LeaseTerm.Length);

        public Func<string, ImmutableArray<PermitGrant>> OnComplete { get; set; } = _ => [];

        public Task Requested => _requested.Task;

        public Task<string> Completed => _completed.Task;

        public Func<ImmutableArray<PermitRequest>, ImmutableArray<PermitRefusal>> OnRefuse { get; set; } = _ => [];

        public Task<PermitAnswer> Settle(
            string holder, IPermitHolder callback, ImmutableArray<PermitReturn> returns, ImmutableArray<PermitRequest> tickets)
        {
            foreach (var back in returns)
            {
                _completed.TrySetResult(back.Lease);
            }

            if (!tickets.IsEmpty)
            {
                _requested.TrySetResult();
            }

            return Task.FromResult(new PermitAnswer(
                [.. returns.SelectMany(back => OnComplete(back.Lease)), .. tickets.IsEmpty ? [] : OnRequest(tickets)],
                tickets.IsEmpty ? [] : OnRefuse(tickets)));
        }

        public Task<RenewAnswer> Renew(string holder, IPermitHolder callback, ImmutableArray<string> leases, ImmutableArray<string> tickets) =>
            Task.FromResult(OnRenew(leases, tickets));

        public Task Withdraw(ImmutableArray<string> tickets) => Task.CompletedTask;

        public Task Pause() => throw new NotSupportedException();

        public Task Resume() => throw new NotSupportedException();

        public Task Limit(string flow, int limit) => throw new NotSupportedException();

        public Task<FlowStatus> Explain(string flow) => throw new NotSupportedException();

        public Task<ThrottleStatus> Describe() => throw new NotSupportedException();
    }
}

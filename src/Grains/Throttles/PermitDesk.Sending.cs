using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>What is told to the throttle: one call at a time for all of this process, holds apart.</summary>
internal sealed partial class PermitDesk
{
    private readonly List<PermitRequest> _requests = [];
    private readonly List<PermitReturn> _returns = [];
    private bool _isSending;

    private void Send(PermitRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }

        Send();
    }

    private void Send(PermitReturn back)
    {
        lock (_lock)
        {
            _returns.Add(back);
        }

        Send();
    }

    /// <summary>What gathers while a call is under way goes with the next one: permits that go back, then tickets that are handed in.</summary>
    private void Send()
    {
        lock (_lock)
        {
            if (_isSending)
            {
                return;
            }

            _isSending = true;
        }

        SendGathered().Ignore();
    }

    private async Task SendGathered()
    {
        // Leaves the scheduler of the grain that asked: it may be gone before the answer comes, and others share the call.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            ImmutableArray<PermitRequest> requests;
            ImmutableArray<PermitReturn> returns;
            lock (_lock)
            {
                requests = [.. _requests.Where(request => _waiters.ContainsKey(request.Ticket))];
                returns = [.. _returns];
                _requests.Clear();
                _returns.Clear();
                if (requests.IsEmpty && returns.IsEmpty)
                {
                    _isSending = false;
                    return;
                }
            }

            await Settle(returns, requests);
        }
    }

    private async Task Settle(ImmutableArray<PermitReturn> returns, ImmutableArray<PermitRequest> requests)
    {
        var sent = time.GetTimestamp();
        try
        {
            Apply(await throttle.Settle(holder, callback.Value, returns, requests), sent);
        }
        catch (Exception error)
        {
            // Leases that could not be given back end by themselves.
            Complain(error);
        }

        lock (_lock)
        {
            // Also after a failure: the next renewal names them, and the throttle asks for those it does not know.
            foreach (var request in requests)
            {
                if (_waiters.TryGetValue(request.Ticket, out var waiter))
                {
                    waiter.IsHandedIn = true;
                }
            }
        }
    }

    /// <summary>A hold that nobody was told of would be broken: it is told at once, and again until it was heard.</summary>
    private async Task Insist(PermitReturn back)
    {
        // The answer may bring permits for others, so it must not depend on the grain that gives its own back.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            var sent = time.GetTimestamp();
            try
            {
                Apply(await throttle.Settle(holder, callback.Value, [back], []), sent);
                return;
            }
            catch (Exception error)
            {
                Complain(error);
            }

            if (stopping.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(LeaseTerm.RenewEvery, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

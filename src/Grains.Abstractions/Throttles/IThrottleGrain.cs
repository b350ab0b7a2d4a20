using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Actors.Grains.Throttles;

/// <summary>
/// Owns politeness towards one origin authority (its key: scheme, host and port), over the whole cluster. A permit is one
/// HTTP exchange and a lease: it ends by itself unless renewed. A leaf: calls nobody but the holders it grants to.
/// </summary>
[Alias("actors.throttle")]
public interface IThrottleGrain : IGrainWithStringKey
{
    /// <summary>
    /// Gives permits back, then hands tickets in. A hold in <paramref name="returns"/> is stored before this returns. What can be granted to
    /// this holder at once is in the answer, and counts from this call; the rest arrives as <see cref="IPermitHolder.Decided"/>.
    /// </summary>
    [Alias("settle")]
    Task<PermitAnswer> Settle(
        string holder, IPermitHolder callback, ImmutableArray<PermitReturn> returns, ImmutableArray<PermitRequest> tickets);

    /// <summary>Prolongs leases by one term and names the tickets that still wait; once a second and holder.</summary>
    [Alias("renew")]
    Task<RenewAnswer> Renew(string holder, IPermitHolder callback, ImmutableArray<string> leases, ImmutableArray<string> tickets);

    /// <summary>Takes tickets back. Unknown ones are ignored; a permit already granted to one is its holder's to give back.</summary>
    [Alias("withdraw")]
    Task Withdraw(ImmutableArray<string> tickets);

    /// <summary>
    /// Grants nothing more until <see cref="Resume"/>; stored before it returns. Exchanges under way end by themselves.
    /// </summary>
    [Alias("pause")]
    Task Pause();

    [Alias("resume")]
    Task Resume();

    /// <summary>
    /// Bounds a harvest's exchanges at once, before its countries send their tickets again: 0 = paused. Forgotten with the
    /// harvest's last ticket here; what tickets say later counts.
    /// </summary>
    [Alias("limit")]
    Task Limit(string flow, int limit);

    /// <summary>What the harvest has in flight here and what its countries wait for.</summary>
    [Alias("explain"), ReadOnly, ResponseTimeout("00:00:02")]
    Task<FlowStatus> Explain(string flow);

    [Alias("describe"), ReadOnly, ResponseTimeout("00:00:02")]
    Task<ThrottleStatus> Describe();
}

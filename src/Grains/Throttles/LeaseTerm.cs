namespace Actors.Grains.Throttles;

/// <summary>How long a permit lasts unless renewed, and when its holder lets go (docs/decisions/0002-permits-are-leases.md).</summary>
internal static class LeaseTerm
{
    /// <summary>A throttle's lease never lasts longer than this, and never longer than this after its last look at its stored epoch.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    /// <summary>Holders renew, and throttles read their epoch again, so often.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    /// <summary>A holder aborts its exchange so long before the lease ends.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.5);

    /// <summary>Tickets that their holder does not name for so long are dropped: permits granted to the dead would lie idle for a term.</summary>
    public static readonly TimeSpan TicketPatience = TimeSpan.FromSeconds(3.5);
}

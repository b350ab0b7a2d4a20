using System.Collections.Immutable;

namespace Actors.Grains.Harvests;

/// <summary>
/// The list of kept harvests; one, key 0. Knows which have not ended, so that they continue within seconds of a restart,
/// and bounds how many run.
/// </summary>
[Alias("actors.ledger")]
public interface ILedgerGrain : IGrainWithIntegerKey
{
    /// <summary>Enters a harvest that is about to start; entering it twice is entering it once.</summary>
    /// <exception cref="TooManyHarvestsException">As many run as may.</exception>
    [Alias("enter")]
    Task Enter(string harvest, DateTimeOffset startedAt);

    /// <summary>The harvest has ended; it is kept for <c>Harvests:KeepFor</c>.</summary>
    [Alias("close")]
    Task Close(string harvest, DateTimeOffset finishedAt);

    /// <summary>The harvest is gone.</summary>
    [Alias("strike")]
    Task Strike(string harvest);

    /// <summary>Ids of kept harvests, newest first, after a cursor that an earlier page gave.</summary>
    [Alias("list")]
    Task<LedgerPage> List(string? after, int limit);

    /// <summary>Wakes every harvest that has not ended. Each silo calls it when it has started and when members change.</summary>
    [Alias("wake")]
    Task Wake();
}

/// <summary>A page of harvest ids; <paramref name="Next"/> is the cursor of the next page, null at the end.</summary>
[GenerateSerializer, Immutable, Alias("actors.ledger-page")]
public sealed record LedgerPage([property: Id(0)] ImmutableArray<string> Ids, [property: Id(1)] string? Next);

using Actors.Client.Countries;

namespace Actors.Client.Harvests;

/// <summary>One country of a harvest. With a final state it is an outcome and never changes again.</summary>
public sealed record CountryStatus
{
    /// <summary>Alpha-2, upper case.</summary>
    public required string Code { get; init; }

    /// <summary>One of <see cref="CountryStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>The country's name by its metadata; null while none is known.</summary>
    public string? Country { get; init; }

    /// <summary><c>store</c>, <c>revalidated</c> or <c>origin</c>; null while open.</summary>
    public string? Via { get; init; }

    /// <summary>Requests sent.</summary>
    public int Attempts { get; init; }

    /// <summary>Milliseconds from the order to the outcome.</summary>
    public long ElapsedMs { get; init; }

    public FlagInfo? Flag { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public FetchError? Error { get; init; }

    /// <summary>Why nothing happens now; null if something does or the state is final.</summary>
    public Waiting? Waiting { get; init; }

    public bool IsFinal => State is CountryStates.Ok or CountryStates.NotFound or CountryStates.Failed or CountryStates.Cancelled;
}

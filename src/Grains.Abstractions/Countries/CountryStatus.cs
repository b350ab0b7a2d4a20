using Actors.Grains.Throttles;

namespace Actors.Grains.Countries;

/// <summary>
/// One country of one harvest, as <c>countries[]</c> and <c>country</c> events show it. With a final
/// <see cref="State"/> it is an outcome: numbered, stored, never changed again, and <see cref="Waiting"/> is null.
/// </summary>
[GenerateSerializer, Immutable, Alias("actors.country-status")]
public sealed record CountryStatus
{
    /// <summary>Alpha-2, upper case.</summary>
    [Id(0)] public required string Code { get; init; }

    [Id(1)] public required CountryState State { get; init; }

    /// <summary>The country's name by its metadata; null while none is known.</summary>
    [Id(2)] public string? Country { get; init; }

    [Id(3)] public Via? Via { get; init; }

    /// <summary>HTTP requests sent for this country on behalf of this harvest.</summary>
    [Id(4)] public int Attempts { get; init; }

    /// <summary>Milliseconds from the order to the outcome; 0 while open.</summary>
    [Id(5)] public long ElapsedMs { get; init; }

    [Id(6)] public FlagInfo? Flag { get; init; }

    [Id(7)] public FetchError? Error { get; init; }

    [Id(8)] public Waiting? Waiting { get; init; }

    public bool IsFinal => State >= CountryState.Ok;
}

namespace Actors.Grains.Countries;

/// <summary>What a harvest wants of one country. Sending it again is harmless: orders are told apart by harvest.</summary>
[GenerateSerializer, Immutable, Alias("actors.country-order")]
public sealed record CountryOrder
{
    [Id(0)] public required string Harvest { get; init; }

    [Id(1)] public required Parts Parts { get; init; }

    [Id(2)] public required Refresh Refresh { get; init; }

    /// <summary>Requests per exchange, 1-10.</summary>
    [Id(3)] public required int MaxAttempts { get; init; }

    /// <summary>Exchanges that the harvest may have in flight, over all its countries; 0 = it is paused.</summary>
    [Id(4)] public required int Concurrency { get; init; }

    /// <summary>Place in the harvest's order; lower is fetched first.</summary>
    [Id(5)] public required int Rank { get; init; }
}

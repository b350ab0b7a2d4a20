namespace Actors.Grains.Countries;

/// <summary>
/// The origin's last word on a part was 404 or 410. What was stored of the part before stays, and is stale; a harvest is
/// answered <c>notFound</c> from here until the time is over.
/// </summary>
[GenerateSerializer, Immutable, Alias("actors.absence")]
internal sealed record Absence(
    [property: Id(0)] int Status, [property: Id(1)] DateTimeOffset FetchedAt, [property: Id(2)] DateTimeOffset Until);

namespace Actors.Grains.Throttles;

/// <summary>What a response says of its host's quota (draft-ietf-httpapi-ratelimit-headers-11); advice, never an order.</summary>
/// <param name="Limit">Requests of a window (<c>q</c>), from 1.</param>
/// <param name="Window">Length of the window (<c>w</c>), above zero.</param>
/// <param name="Remaining">What is left of it (<c>r</c>), from 0; null if not said.</param>
/// <param name="Reset">When it is new (<c>t</c>); null if not said.</param>
[GenerateSerializer, Immutable, Alias("actors.quota")]
public sealed record Quota(
    [property: Id(0)] int Limit, [property: Id(1)] TimeSpan Window, [property: Id(2)] int? Remaining, [property: Id(3)] TimeSpan? Reset);

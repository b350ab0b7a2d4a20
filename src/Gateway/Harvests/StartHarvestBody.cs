namespace Actors.Gateway.Harvests;

/// <summary>
/// The body of <c>POST /v1/harvests</c> for the API description only: <see cref="StartHarvest"/> reads it member by
/// member, to name what is wrong.
/// </summary>
internal sealed record StartHarvestBody(
    string? Origin,
    IReadOnlyList<string>? Countries,
    bool? All,
    bool? Every,
    int? Limit,
    int? Concurrency,
    string? Parts,
    string? Refresh,
    int? MaxAttempts,
    long? DeadlineMs);

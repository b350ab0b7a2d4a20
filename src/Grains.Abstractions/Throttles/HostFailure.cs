namespace Actors.Grains.Throttles;

/// <summary>How an exchange failed, as its throttle remembers it: what waits while the host is down fails with the last one's cause.</summary>
/// <param name="Code">Stable, as in <see cref="Countries.FetchError"/>.</param>
/// <param name="Phase">As in <see cref="Countries.FetchError"/>.</param>
/// <param name="Status">The HTTP status, when one arrived.</param>
/// <param name="Message">One sentence; never a secret.</param>
[GenerateSerializer, Immutable, Alias("actors.host-failure")]
public sealed record HostFailure(
    [property: Id(0)] string Code, [property: Id(1)] string Phase, [property: Id(2)] int? Status, [property: Id(3)] string Message);

namespace Actors.Grains.Throttles;

/// <summary>How politely one authority is treated; the strictest of all labels that share it.</summary>
/// <param name="Concurrency">Exchanges in flight over the whole cluster, from 1.</param>
/// <param name="PerSecond">Requests in any second; null = not bounded.</param>
/// <param name="Learn">Finds a rate by itself that the authority does not announce.</param>
internal sealed record ThrottleSettings(int Concurrency, double? PerSecond, bool Learn = false)
{
    /// <summary>For an authority that no configuration names (a redirect's): as polite as an origin's default.</summary>
    public static ThrottleSettings Default { get; } = new(5, null);
}

namespace Actors.Grains.Harvests;

/// <summary>As many harvests run as <c>Harvests:MaxRunning</c> allows.</summary>
[GenerateSerializer, Alias("actors.too-many-harvests")]
public sealed class TooManyHarvestsException(int running, TimeSpan retryAfter)
    : ActorsException("too_many_harvests", $"{running} harvests are running, which is the limit (Harvests:MaxRunning).")
{
    [Id(0)] public TimeSpan RetryAfter { get; } = retryAfter;
}

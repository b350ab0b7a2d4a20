namespace Actors.HarvestBench;

/// <summary>How long a harvest took.</summary>
/// <param name="Seconds">As a client sees it.</param>
/// <param name="Elapsed">As the node sees it: <c>elapsedMs</c>, in seconds.</param>
internal sealed record HarvestRun(double Seconds, double Elapsed);

namespace Actors.Gateway.Health;

/// <summary>The answer of a health route that is well; one that is not is a problem.</summary>
internal sealed record HealthBody(string Status);

namespace Actors.System.Tests.Faults.Invariants;

/// <summary>When everything has ended, every permit is back and nobody waits for one.</summary>
internal sealed class PermitsComeBack : IInvariant
{
    public string Name => "permits back to zero";

    public IEnumerable<string> Violations(History history) => history.Throttles
        .Where(throttle => throttle is not { InFlight: 0, Waiting: 0 })
        .Select(throttle => $"{throttle.Label} has {throttle.InFlight} in flight and {throttle.Waiting} waiting after the end");
}

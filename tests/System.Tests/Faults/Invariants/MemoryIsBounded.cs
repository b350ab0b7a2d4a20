namespace Actors.System.Tests.Faults.Invariants;

/// <summary>Memory stays within its base and the size cap x permits, whatever bodies come.</summary>
internal sealed class MemoryIsBounded : IInvariant
{
    public string Name => "memory is bounded";

    public IEnumerable<string> Violations(History history) => history.PeakMemory > history.Settings.MostMemory
        ? [$"{history.PeakMemory >> 20} MiB were resident, {history.Settings.MostMemory >> 20} MiB are allowed"]
        : [];
}

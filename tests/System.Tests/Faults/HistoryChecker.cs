using System.Collections.Immutable;
using Actors.System.Tests.Faults.Invariants;

namespace Actors.System.Tests.Faults;

/// <summary>Holds a history against every promise that survives any fault.</summary>
internal static class HistoryChecker
{
    public static ImmutableArray<IInvariant> Invariants { get; } =
    [
        new OneOutcomeEach(), new SameEverywhere(), new PeakWithinCap(), new RateWithinLimit(), new RetryAfterIsKept(), new HoldIsKept(),
        new RetriesWithinBudget(), new PermitsComeBack(), new FailureLeavesTheStore(), new NumbersWithoutGap(), new CountsAddUp(),
        new NoUnknownFailure(), new SameSeedSameReport(), new MemoryIsBounded(),
    ];

    /// <summary>Every violation, named by its invariant; none = all promises were kept.</summary>
    public static IReadOnlyList<string> Check(History history) =>
        [.. Invariants.SelectMany(invariant => invariant.Violations(history).Select(violation => $"{invariant.Name}: {violation}"))];
}

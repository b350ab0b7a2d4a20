namespace Actors.System.Tests.Faults.Invariants;

/// <summary>Events are numbered 1, 2, 3, ... in one epoch, and <c>completed</c> is the last.</summary>
internal sealed class NumbersWithoutGap : IInvariant
{
    public string Name => "numbers without gap, completed last";

    public IEnumerable<string> Violations(History history) => history.Harvests.SelectMany(harvest =>
        Of(harvest, "over HTTP", harvest.Events).Concat(Of(harvest, "over the WebSocket", harvest.Socket)));

    private static IEnumerable<string> Of(HarvestHistory harvest, string how, IReadOnlyList<RecordedEvent> events)
    {
        var expected = 0L;
        foreach (var one in events)
        {
            if (one.IsNumbered)
                expected++;
            if (one.Seq != expected)
                yield return $"{harvest.Label} {how}: number {expected} was expected, {one} came";
            if (one.Epoch != harvest.End.Epoch)
                yield return $"{harvest.Label} {how}: {one} is of epoch {one.Epoch}, the harvest of {harvest.End.Epoch}";
        }

        if (events is not [.., { Kind: "completed" }])
            yield return $"{harvest.Label} {how}: the last is {(events is [.., var last] ? last.ToString() : "missing")}, not completed";
        if (events.Count(one => one.Kind == "completed") > 1)
            yield return $"{harvest.Label} {how}: completed more than once";
        if (harvest.End.Seq != expected)
            yield return $"{harvest.Label} {how}: {expected} numbered events, but the harvest is at {harvest.End.Seq}";
    }
}

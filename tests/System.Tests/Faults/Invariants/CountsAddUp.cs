using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults.Invariants;

/// <summary>Pending, ok, not found, failed and cancelled are always the total, and in the end what the countries say.</summary>
internal sealed class CountsAddUp : IInvariant
{
    private static readonly string[] States = ["ok", "notFound", "failed", "cancelled"];

    public string Name => "the counts add up";

    public IEnumerable<string> Violations(History history) => history.Harvests.SelectMany(OfHarvest);

    private static IEnumerable<string> OfHarvest(HarvestHistory harvest)
    {
        var end = harvest.End;
        if (end.Pending + end.Ok + end.NotFound + end.Failed + end.Cancelled != end.Total || end.Pending != 0 || end.Total != end.Countries.Count)
        {
            yield return $"{harvest.Label}: {end.Pending} pending + {end.Ok} ok + {end.NotFound} not found + {end.Failed} failed "
                + $"+ {end.Cancelled} cancelled at the end of {end.Countries.Count} countries, total {end.Total}";
        }

        var final = harvest.Events.Select(one => one.Country).OfType<CountryStatus>().CountBy(country => country.State).ToDictionary();
        var told = States.Zip([end.Ok, end.NotFound, end.Failed, end.Cancelled]).ToDictionary(count => count.First, count => count.Second);
        foreach (var state in States.Where(state => final.GetValueOrDefault(state) != told[state]))
            yield return $"{harvest.Label}: {final.GetValueOrDefault(state)} outcomes are {state}, the harvest counts {told[state]}";

        foreach (var completed in harvest.Events.Concat(harvest.Socket).Where(one => one.Kind == "completed"))
        {
            foreach (var state in States.Where(state => completed.Count(state) != told[state]))
                yield return $"{harvest.Label}: completed counts {completed.Count(state)} {state}, the harvest {told[state]}";
        }

        foreach (var progress in harvest.Socket.Where(one => !one.IsNumbered && States.Sum(one.Count) + one.Count("pending") != end.Total))
            yield return $"{harvest.Label}: progress at {progress.Seq} does not add up to {end.Total}: {progress.Text}";
    }
}

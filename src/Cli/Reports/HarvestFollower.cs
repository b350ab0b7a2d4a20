using Actors.Client;
using Actors.Client.Harvests;

namespace Actors.Cli.Reports;

/// <summary>Follows a harvest to its end and hands on each country that is final, once, wherever it was learned from.</summary>
internal sealed class HarvestFollower(ActorsClient client, Terminal terminal, Func<CountryStatus, ValueTask> settled)
{
    // A blip is not worth a line; a wait that a person notices is.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public async Task TakeAsync(Harvest harvest)
    {
        foreach (var country in harvest.Countries)
            await TakeAsync(country);
    }

    /// <param name="harvest">What is known of it; events before are not asked for.</param>
    public async Task FollowAsync(Harvest harvest, CancellationToken cancellationToken)
    {
        await TakeAsync(harvest);
        if (harvest.IsFinished)
            return;
        var options = new WatchOptions { From = new ResumePoint(harvest.Epoch, harvest.Seq), Reconnecting = SayReconnecting };
        await foreach (var news in client.WatchHarvestAsync(harvest.Id, options, cancellationToken))
        {
            switch (news)
            {
                case HarvestEvent.Country outcome:
                    await TakeAsync(outcome.Status);
                    break;
                case HarvestEvent.Snapshot snapshot:
                    await TakeAsync(snapshot.Harvest);
                    break;
            }
        }
    }

    private ValueTask TakeAsync(CountryStatus country) =>
        country.IsFinal && _seen.Add(country.Code) ? settled(country) : ValueTask.CompletedTask;

    private void SayReconnecting(TimeSpan delay)
    {
        if (delay >= Noticeable)
            terminal.Error.WriteLine($"The connection to the node was lost; next try in {delay.TotalSeconds:F0} s.");
    }
}

using Actors.Gateway.Push;

namespace Actors.Gateway.Harvests;

/// <summary>Waits for the end of a harvest by its feed: no grain call waits meanwhile.</summary>
internal sealed class HarvestEnd(TimeProvider time) : IFeedReader
{
    private readonly Signal _changed = new(time);

    /// <summary>Returns at the end, after <paramref name="atMost"/>, or when cancelled.</summary>
    public static async Task Wait(string id, TimeSpan atMost, HarvestFeeds feeds, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await feeds.Open(id, cancellationToken);
            await new HarvestEnd(time).Wait(lease.Feed, atMost, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // This gateway stops, or the client left: the harvest as it is now is the answer.
        }
    }

    public void Wake() => _changed.Set();

    private async Task Wait(HarvestFeed feed, TimeSpan atMost, CancellationToken cancellationToken)
    {
        feed.Attach(this);
        try
        {
            var start = time.GetTimestamp();
            while (feed is { Finished: false, Gone: false } && atMost - time.GetElapsedTime(start) is { Ticks: > 0 } left)
                await _changed.Wait(left, cancellationToken);
        }
        finally
        {
            feed.Detach(this);
        }
    }
}

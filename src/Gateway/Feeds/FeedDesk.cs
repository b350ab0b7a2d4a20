using Actors.Gateway.Harvests;
using Actors.Gateway.Problems;
using Actors.Grains.Feeds;

namespace Actors.Gateway.Feeds;

/// <summary>Answers readers of feeds: from what is stored, however old; only the first download is waited for.</summary>
internal sealed class FeedDesk(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfterTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A power of two, and more than there are silos that somebody reads from.</summary>
    private const int Keys = 32;

    private int _turn;

    /// <exception cref="ProblemException">Nothing is stored and it cannot be downloaded, or nothing is there.</exception>
    public async Task<FeedLook> Ask(Func<IFeedsGrain, Task<FeedLook>> ask, CancellationToken cancellationToken)
    {
        var grain = Reader();
        var start = time.GetTimestamp();
        for (var delay = Shortest; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            var view = await ask(grain);
            if (view.Missing is { } missing)
                throw NotThere(missing);
            if (view.Body is not null)
                return view;
            if (view.Feed is { IsDownloading: false, Error: { } error })
                throw new ProblemException(
                    new Problem(StatusCodes.Status502BadGateway, "fetch_failed", error.Message) { Error = ErrorBody.From(error) });
            if (time.GetElapsedTime(start) >= GiveUp)
                throw new ProblemException(new Problem(
                    StatusCodes.Status503ServiceUnavailable, "fetch_timeout", "The feed has not come yet; the download goes on.")
                {
                    RetryAfter = RetryAfterTimeout,
                });
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>Each time another: a client of the cluster reaches a stateless worker in the silo that its key leads to.</summary>
    public IFeedsGrain Reader() => grains.GetGrain<IFeedsGrain>(Interlocked.Increment(ref _turn) & (Keys - 1));

    private static ProblemException NotThere(FeedMissing missing) => new(
        new Problem(StatusCodes.Status404NotFound, "no_such_member", missing.Message) { Nearest = missing.Nearest, Keys = missing.Keys });
}

using Actors.Grains.Countries;
using Actors.Grains.Membership;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Feeds;

/// <summary>Gets a feed, each request under a permit of its host, until one ends well or for good.</summary>
internal sealed class FeedDownload(HttpOrigin http, PermitHolder permits, ClusterStanding standing, Jitter jitter, TimeProvider time)
{
    /// <param name="stored">What is kept: asked for conditionally.</param>
    /// <returns>Never <see cref="ExchangeResult.Redirected"/>, and the requests that were sent.</returns>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<(ExchangeResult Result, int Attempts)> Get(Feed feed, StoredPart? stored, CancellationToken cancellationToken)
    {
        var chances = 0;
        for (var attempt = 1; ; attempt++)
        {
            var number = attempt;
            var known = stored;
            var result = await RedirectChain.Follow(feed.Url, url => Once(feed, url, known, number, cancellationToken));
            if (result is not ExchangeResult.Failed { Cause: var cause })
            {
                return (result, attempt);
            }

            // Some faults are worth one more try, however many others came before them.
            chances += cause.MostAttempts < int.MaxValue ? 1 : 0;
            if (!cause.IsRetryable || attempt >= feed.MaxAttempts || chances >= cause.MostAttempts)
            {
                return (result, attempt);
            }

            // Confirmed was something else than what is stored: the next request has no condition.
            stored = cause == FailureCause.OtherVersion ? null : stored;
            await Task.Delay(RetrySchedule.Delay(attempt, jitter.Of($"{feed.Section}", Parts.None, attempt)), time, cancellationToken);
        }
    }

    private async Task<ExchangeResult> Once(Feed feed, Uri url, StoredPart? stored, int attempt, CancellationToken cancellationToken)
    {
        Permit permit;
        try
        {
            permit = await Permitted(feed, UrlTemplate.AuthorityOf(url), attempt, cancellationToken);
        }
        catch (PermitRefusedException refused)
        {
            return new ExchangeResult.Failed(FailureCause.HostDown(refused.Failure));
        }

        var asked = stored?.CanConfirm(url) == true ? stored : null;
        return await PermittedExchange.Run(permit, token => Send(feed, url, asked, token), time, cancellationToken);
    }

    private async Task<ExchangeResult> Send(Feed feed, Uri url, StoredPart? asked, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow();
        return await http.Get(feed, BodyKind.Feed, url, asked, cancellationToken) switch
        {
            ExchangeResult.Fetched fetched => fetched with { Part = fetched.Part.AskedAt(sent).After(asked) },
            ExchangeResult.NotModified same when same.Part.IsVersionOf(asked!) => same with { Part = same.Part.AskedAt(sent) },
            ExchangeResult.NotModified other => new ExchangeResult.Failed(FailureCause.OtherVersion) { Quota = other.Quota },
            var ending => ending,
        };
    }

    /// <summary>A permit with which a request may be sent now; one that came too late goes back.</summary>
    private async Task<Permit> Permitted(Feed feed, string authority, int attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ticket = new PermitRequest { Ticket = Guid.CreateVersion7().ToString("n"), Subject = feed.Section, Flows = [], Attempt = attempt };
            var permit = await permits.Acquire(authority, ticket, cancellationToken);
            if (permit.IsLive && standing.IsConfirmed)
            {
                return permit;
            }

            await permit.Complete(ExchangeSignal.Neutral);
            // A silo that stood still must not do again what others have done meanwhile.
            await standing.Confirmed(cancellationToken);
        }
    }
}

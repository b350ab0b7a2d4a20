using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Countries;

/// <summary>One try of an exchange: a request, and those that redirects make of it, each with a permit of its own.</summary>
internal sealed partial class CountryGrain
{
    /// <summary>
    /// An exchange that nobody wants any more (a cancelled harvest) may go on for so long: most end by themselves, and what has cost
    /// the origin a request is stored. A stuck one would keep its permit for a minute.
    /// </summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(2);

    private Task<ExchangeResult> Follow(Flight flight, Parts part, Uri url, StoredPart? stored, int attempt) =>
        RedirectChain.Follow(url, next => Once(flight, part, next, stored, attempt));

    private async Task<ExchangeResult> Once(Flight flight, Parts part, Uri url, StoredPart? stored, int attempt)
    {
        Permit permit;
        try
        {
            permit = await Permitted(flight, UrlTemplate.AuthorityOf(url), attempt);
        }
        catch (PermitRefusedException refused)
        {
            return new ExchangeResult.Failed(FailureCause.HostDown(refused.Failure));
        }

        flight.Sent++;
        flight.IsExchanging = true;
        Note(flight, Open(flight));
        var asked = stored?.CanConfirm(url) == true ? stored : null;
        try
        {
            return await PermittedExchange.Run(permit, token => Send(part, url, asked, token), time, flight.Stopped);
        }
        finally
        {
            flight.IsExchanging = false;
            flight.AbandonIfUnwanted();
        }
    }

    private async Task<ExchangeResult> Send(Parts part, Uri url, StoredPart? asked, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow();
        return await http.Get(_origin!, part == Parts.Flag ? BodyKind.Flag : BodyKind.Metadata, url, asked, cancellationToken) switch
        {
            ExchangeResult.Fetched fetched => await Keep(part, fetched with { Part = fetched.Part.AskedAt(sent) }),
            ExchangeResult.NotModified same when same.Part.IsVersionOf(asked!) => same with { Part = same.Part.AskedAt(sent) },
            ExchangeResult.NotModified other => new ExchangeResult.Failed(FailureCause.OtherVersion) { Quota = other.Quota },
            var ending => ending,
        };
    }

    private async Task AbortLater(Flight flight)
    {
        await Task.Delay(Overdue, time);
        if (flight == _flight)
        {
            flight.AbortOverdue();
        }
    }

    /// <summary>A permit with which a request may be sent now. One that came too late goes back, and is no try.</summary>
    private async Task<Permit> Permitted(Flight flight, string authority, int attempt)
    {
        while (true)
        {
            flight.Ticket = flight.NewTicket(_code, attempt);
            flight.TicketAuthority = authority;
            var permit = await permits.Acquire(authority, flight.Ticket, flight.Abandoned);
            flight.Ticket = null;
            flight.HasHadPermit = true;
            if (permit.IsLive && standing.IsConfirmed && flight is { IsWanted: true, IsPaused: false })
            {
                return permit;
            }

            await permit.Complete(ExchangeSignal.Neutral);
            // A silo that stood still must not do again what others have done meanwhile.
            await standing.Confirmed(flight.Abandoned);
            if (!flight.IsWanted)
            {
                throw new OperationCanceledException("Nobody wants this country any more.");
            }
        }
    }
}

using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Countries;

/// <summary>One try of an exchange: a request, and those that redirects make of it, each with a permit of its own.</summary>
internal sealed partial class CountryGrain
{
    /// <summary>Redirects that one try follows.</summary>
    private const int MostHops = 3;

    /// <summary>
    /// An exchange that nobody wants any more (a cancelled harvest) may go on for so long: most end by themselves, and what has cost
    /// the origin a request is stored. A stuck one would keep its permit for a minute.
    /// </summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(2);

    private static FailureCause OtherVersion { get; } =
        new("unexpected_status", "headers", "The origin answered 304 for another version than the stored one.")
        {
            Status = 304, IsRetryable = true, MostAttempts = 2,
        };

    /// <summary>Nothing is remembered of a redirect: the next try starts at <paramref name="url"/> again.</summary>
    private async Task<ExchangeResult> Follow(Flight flight, Parts part, Uri url, StoredPart? stored, int attempt)
    {
        List<Uri>? passed = null;
        while (true)
        {
            var result = await Once(flight, part, url, stored, attempt);
            if (result is not ExchangeResult.Redirected moved)
            {
                return result;
            }

            passed ??= [];
            passed.Add(url);
            if (passed.Contains(moved.Location))
            {
                return Lost("redirect_loop", "The origin redirects in a circle.", moved.Status);
            }

            if (passed.Count > MostHops)
            {
                return Lost("redirect_limit", $"The origin redirects more than {MostHops} times.", moved.Status);
            }

            url = moved.Location;
        }
    }

    private static ExchangeResult.Failed Lost(string code, string message, int status) =>
        new(new FailureCause(code, "headers", message) { Status = status });

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

        ExchangeResult? result = null;
        try
        {
            flight.Sent++;
            flight.IsExchanging = true;
            Note(flight, Open(flight));
            var asked = stored?.CanConfirm(url) == true ? stored : null;
            var sent = time.GetUtcNow();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(permit.Lost, flight.Stopped);
            SendFence.Bind(permit);
            result = await http.Get(_origin!, part, url, asked, either.Token) switch
            {
                ExchangeResult.Fetched fetched => await Keep(part, fetched with { Part = fetched.Part.AskedAt(sent) }),
                ExchangeResult.NotModified same when same.Part.IsVersionOf(asked!) => same with { Part = same.Part.AskedAt(sent) },
                ExchangeResult.NotModified other => new ExchangeResult.Failed(OtherVersion) { Quota = other.Quota },
                var ending => ending,
            };
        }
        catch (OperationCanceledException) when (!flight.Stopped.IsCancellationRequested)
        {
            result = new ExchangeResult.Failed(FailureCause.PermitLost);
        }
        finally
        {
            if (result is null || (result is ExchangeResult.Failed { Cause: var cause } && cause == FailureCause.PermitLost))
            {
                // It was aborted: the origin must notice that before the throttle grants the permit to another.
                await Task.Delay(LeaseTerm.Margin, time);
            }

            await permit.Complete(result?.Signal ?? ExchangeSignal.Neutral);
            flight.IsExchanging = false;
            flight.AbandonIfUnwanted();
        }

        return result;
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

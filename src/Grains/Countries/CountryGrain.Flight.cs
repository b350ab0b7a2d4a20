using System.Text.Json;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Orleans.Storage;

namespace Actors.Grains.Countries;

internal sealed partial class CountryGrain
{
    /// <summary>Runs beside the grain's calls, in its turns. Every ending settles everyone who waits.</summary>
    private async Task Fly(Flight flight)
    {
        try
        {
            await Exchange(flight);
        }
        catch (OperationCanceledException) when (!flight.IsWanted || flight.Stopped.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (InconsistentStateException error)
        {
            // Another activation of this country has written: it is the one that counts. Harvests ask again.
            LogReplaced(error, _code);
            DeactivateOnIdle();
        }
        catch (Exception error)
        {
            // A defect: it must end this flight, not the grain, and be seen.
            LogFlightFailed(error, _code);
            Fail(flight, new FailureCause("internal_error", "store", $"The exchange could not be carried out ({error.GetType().Name})."), Parts.None, 0);
        }

        End(flight);
    }

    private async Task Exchange(Flight flight)
    {
        var next = Stored;
        foreach (var part in InOrder(flight.Exchanges))
        {
            var result = await Attempt(flight, part, next);
            switch (result)
            {
                case ExchangeResult.Fetched fetched:
                    flight.HasNewBody = true;
                    next = next.With(part, fetched.Part);
                    break;
                case ExchangeResult.NotModified unchanged:
                    next = next.With(part, next.Part(part)! with { FetchedAt = unchanged.FetchedAt, FreshUntil = unchanged.FreshUntil });
                    break;
                case ExchangeResult.NotFound:
                    Settle(flight, Status(flight, CountryState.NotFound));
                    return;
                default:
                    // Everyone was told when their patience ended.
                    return;
            }
        }

        await Store(flight, next with { Country = NameOf(next) ?? next.Country });
    }

    /// <summary>Flag first, as the book does; metadata first where the flag's URL stands in it.</summary>
    private IEnumerable<Parts> InOrder(Parts exchanges) =>
        (_origin!.Flag?.NeedsMetadata == true ? new[] { Parts.Metadata, Parts.Flag } : [Parts.Flag, Parts.Metadata])
            .Where(part => exchanges.HasFlag(part));

    /// <summary>One exchange, tried until it ends well, ends for good, or nobody has patience left (then null).</summary>
    private async Task<ExchangeResult?> Attempt(Flight flight, Parts part, CountryRecord known)
    {
        var template = part == Parts.Flag ? _origin!.Flag! : _origin!.Metadata!;
        if (template.Expand(_code, Parse(known.Metadata)) is not { } url)
        {
            Fail(flight, FailureCause.OfContent("schema_mismatch", "The metadata does not name the flag's URL."), part, 0);
            return null;
        }

        for (var attempt = 1; ; attempt++)
        {
            var result = await Once(flight, part, url, known.Part(part));
            if (result is not ExchangeResult.Failed { Cause: var cause })
            {
                return result;
            }

            LogAttemptFailed(_code, part, attempt, cause.Code);
            if (!cause.IsRetryable || attempt >= _origin.MaxAttempts)
            {
                Fail(flight, cause, part, attempt);
                return null;
            }

            foreach (var order in flight.Exhausted(attempt))
            {
                SettleUnstored(order, Failure(flight, cause, part, attempt));
            }

            if (!flight.IsWanted)
            {
                return null;
            }

            await BackOff(flight, attempt);
        }
    }

    private async Task<ExchangeResult> Once(Flight flight, Parts part, Uri url, StoredPart? stored)
    {
        var authority = UrlTemplate.AuthorityOf(url);
        flight.Ticket = flight.NewTicket(_code);
        flight.TicketAuthority = authority;
        var permit = await permits.Acquire(authority, flight.Ticket, flight.Abandoned);
        ExchangeResult? result = null;
        try
        {
            flight.Ticket = null;
            flight.HasHadPermit = true;
            if (!permit.IsLive || !flight.IsWanted)
            {
                return new ExchangeResult.Failed(FailureCause.PermitLost);
            }

            flight.Sent++;
            flight.IsExchanging = true;
            Note(flight, Open(flight));
            using var either = CancellationTokenSource.CreateLinkedTokenSource(permit.Lost, flight.Stopped);
            result = await http.Get(_origin!, part, url, stored, either.Token);
        }
        catch (OperationCanceledException) when (!flight.Stopped.IsCancellationRequested)
        {
            result = new ExchangeResult.Failed(FailureCause.PermitLost);
        }
        finally
        {
            await permit.Complete(result?.Signal ?? ExchangeSignal.Neutral);
            flight.IsExchanging = false;
        }

        if (!flight.IsWanted)
        {
            throw new OperationCanceledException("Nobody wants this country any more.");
        }

        return result;
    }

    private async Task BackOff(Flight flight, int attempt)
    {
        var delay = RetrySchedule.Delay(attempt, Random.Shared.NextDouble());
        Note(flight, Open(flight) with { Waiting = new Waiting(WaitingReason.Backoff, time.GetUtcNow() + delay) });
        await Task.Delay(delay, time, flight.Abandoned);
    }

    private void Note(Flight flight, CountryStatus open)
    {
        foreach (var order in flight.Orders)
        {
            GrainFactory.GetGrain<IHarvestGrain>(order.Harvest).Note(open).Ignore();
        }
    }

    private static JsonElement? Parse(StoredPart? metadata)
    {
        if (metadata is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(metadata.Body);
        return document.RootElement.Clone();
    }

    private string? NameOf(CountryRecord known) =>
        Parse(known.Metadata) is { } document ? _origin!.NameField.Find(document)?.GetString() : null;
}

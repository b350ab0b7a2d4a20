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
        catch (OperationCanceledException) when (flight.Abandoned.IsCancellationRequested)
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
        flight.Ticket = null;
        NotePermit(flight);
        flight.Sent++;
        ExchangeResult? result = null;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(permit.Lost, flight.Abandoned);
            result = await http.Get(_origin!, part, url, stored, either.Token);
        }
        catch (OperationCanceledException) when (!flight.Abandoned.IsCancellationRequested)
        {
            result = new ExchangeResult.Failed(FailureCause.PermitLost);
        }
        finally
        {
            await permit.Complete(result?.Signal ?? ExchangeSignal.Neutral);
        }

        return result;
    }

    private async Task BackOff(Flight flight, int attempt)
    {
        var delay = RetrySchedule.Delay(attempt, Random.Shared.NextDouble());
        Note(flight, Open(flight) with { Waiting = new Waiting(WaitingReason.Backoff, time.GetUtcNow() + delay) });
        await Task.Delay(delay, time, flight.Abandoned);
        Note(flight, Open(flight));
    }

    private void NotePermit(Flight flight)
    {
        if (!flight.HasHadPermit)
        {
            flight.HasHadPermit = true;
            Note(flight, Open(flight));
        }
    }

    private void Note(Flight flight, CountryStatus open)
    {
        foreach (var order in flight.Orders)
        {
            GrainFactory.GetGrain<IHarvestGrain>(order.Harvest).Note(open).Ignore();
        }
    }

    private async Task Store(Flight flight, CountryRecord next)
    {
        var before = record.State;
        var via = flight.HasNewBody ? Via.Origin : Via.Revalidated;
        record.State = next;
        var ok = Ok(via, Parts.Both, flight.Sent, ElapsedMs(flight));
        Settlement[] settled = [.. flight.Orders.Select(order => new Settlement(order.Harvest, ForParts(ok, order.Parts)))];
        record.State = next.WithSettled(settled);
        try
        {
            await record.WriteStateAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            // Fetched but not kept is not ok: what was stored before stays, and the harvest says why.
            record.State = before;
            LogNotStored(error, _code);
            Fail(flight, new FailureCause("store_failed", "store", "The country could not be stored."), Parts.None, 0);
            return;
        }

        foreach (var (harvest, outcome) in settled)
        {
            Report(harvest, outcome).Ignore();
        }

        // Whoever joined while the record was being written is told the same.
        var told = settled.Select(one => one.Harvest).ToHashSet(StringComparer.Ordinal);
        foreach (var order in flight.Orders.Where(order => !told.Contains(order.Harvest)))
        {
            SettleUnstored(order, ForParts(ok, order.Parts));
        }

        Answer(flight, ok);
    }

    private static CountryStatus ForParts(CountryStatus ok, Parts parts) => parts.HasFlag(Parts.Flag) ? ok : ok with { Flag = null };

    private void Fail(Flight flight, FailureCause cause, Parts part, int attempts) => Settle(flight, Failure(flight, cause, part, attempts));

    private CountryStatus Failure(Flight flight, FailureCause cause, Parts part, int attempts) =>
        Status(flight, CountryState.Failed) with
        {
            Country = Stored.Country,
            Error = part == Parts.None
                ? new FetchError(cause.Code, null, cause.Phase, null, attempts, cause.Message)
                : cause.ToError(part, attempts),
        };

    private void Settle(Flight flight, CountryStatus outcome)
    {
        foreach (var order in flight.Orders)
        {
            SettleUnstored(order, outcome);
        }

        flight.Orders.Clear();
        Answer(flight, outcome);
    }

    private void SettleUnstored(CountryOrder order, CountryStatus outcome)
    {
        if (_unstored.Count >= CountryRecord.MostSettled)
        {
            _unstored.Remove(_unstored.Keys.First());
        }

        _unstored[order.Harvest] = outcome;
        Tell(order, outcome);
    }

    private static void Answer(Flight flight, CountryStatus outcome)
    {
        foreach (var demand in flight.Demands)
        {
            demand.Observer?.Settled(demand.Request, outcome).Ignore();
        }

        flight.Demands.Clear();
    }

    private CountryStatus Status(Flight flight, CountryState state) => new()
    {
        Code = _code, State = state, Via = Via.Origin, Attempts = flight.Sent, ElapsedMs = ElapsedMs(flight),
    };

    private CountryStatus Open(Flight flight) => Status(flight, CountryState.Fetching) with { Via = null, ElapsedMs = 0 };

    private long ElapsedMs(Flight flight) => (long)time.GetElapsedTime(flight.Started).TotalMilliseconds;

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

using Actors.Grains.Origins;
using Orleans.Storage;

namespace Actors.Grains.Countries;

/// <summary>How a flight ends: what is stored, and who is told what.</summary>
internal sealed partial class CountryGrain
{
    private Task StoreOk(Flight flight, CountryRecord next)
    {
        var ok = Ok(next, flight.HasNewBody ? Via.Origin : Via.Revalidated, _code, Parts.Both);
        return Store(flight, next, ok with { Attempts = flight.Sent, ElapsedMs = ElapsedMs(flight) });
    }

    /// <summary>
    /// One write, for the bodies (large flags are in their slots already) and for everyone who waits; for nobody too: what came has cost
    /// the origin a request.
    /// </summary>
    private async Task Store(Flight flight, CountryRecord next, CountryStatus outcome)
    {
        _before = record.State;
        Settlement[] settled = [.. flight.Orders.Select(order => new Settlement(order.Harvest, ForParts(outcome, order.Parts)))];
        var before = _before.Flag;
        var isStored = false;
        try
        {
            record.State = next.WithSettled(settled);
            await record.WriteStateAsync(CancellationToken.None);
            isStored = true;
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            // Fetched but not kept is not ok: what was stored before stays, and the harvest says why.
            LogNotStored(error, _code);
        }
        finally
        {
            record.State = isStored ? record.State : _before;
            _before = null;
        }

        if (!isStored)
        {
            Fail(flight, FailureCause.NotStored, Parts.None, 0);
            return;
        }

        _failedAt = null;
        foreach (var (harvest, told) in settled)
        {
            harvests.Tell(harvest, told);
        }

        // Whoever joined while the record was being written is told the same.
        var known = settled.Select(one => one.Harvest).ToHashSet(StringComparer.Ordinal);
        foreach (var order in flight.Orders.Where(order => !known.Contains(order.Harvest)))
        {
            SettleUnstored(order, ForParts(outcome, order.Parts));
        }

        Answer(flight, outcome);
        await ClearUnnamed(before);
    }

    private static CountryStatus ForParts(CountryStatus outcome, Parts parts) =>
        parts.HasFlag(Parts.Flag) ? outcome : outcome with { Flag = null };

    private void Fail(Flight flight, FailureCause cause, Parts part, int attempts)
    {
        if (flight.Stopped.IsCancellationRequested)
        {
            // The activation goes, and what failed may have failed for that alone. Whoever waits asks again, and is answered elsewhere.
            return;
        }

        _failedAt = time.GetTimestamp();
        foreach (var order in flight.Uninvolved(cause))
        {
            // Open as before; its harvest orders it again when it is resumed.
            Tell(order, Open(flight) with { State = CountryState.Pending });
        }

        Settle(flight, Failure(flight, cause, part, attempts));
    }

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
        Code = _code, State = state, Via = flight.Sent > 0 ? Via.Origin : null, Attempts = flight.Sent, ElapsedMs = ElapsedMs(flight),
    };

    private CountryStatus Open(Flight flight) => Status(flight, CountryState.Fetching) with { Via = null, ElapsedMs = 0 };

    private long ElapsedMs(Flight flight) => (long)time.GetElapsedTime(flight.Started).TotalMilliseconds;

    private void Tell(CountryOrder order, CountryStatus outcome) => harvests.Tell(order.Harvest, outcome);
}

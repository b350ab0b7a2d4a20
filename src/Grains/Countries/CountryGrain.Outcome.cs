using Actors.Grains.Origins;
using Orleans.Storage;

namespace Actors.Grains.Countries;

/// <summary>How a flight ends: what is stored, and who is told what.</summary>
internal sealed partial class CountryGrain
{
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
}

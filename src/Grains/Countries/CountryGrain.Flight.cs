using System.Collections.Immutable;
using System.Text.Json;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Orleans.Storage;

namespace Actors.Grains.Countries;

/// <summary>What a flight does: its exchanges, each tried until it ends. One try is in <c>CountryGrain.Exchange.cs</c>.</summary>
internal sealed partial class CountryGrain
{
    /// <summary>Flag first, as the book does; metadata first where the flag's URL stands in it.</summary>
    private static readonly ImmutableArray<Parts> FlagFirst = [Parts.Flag, Parts.Metadata];
    private static readonly ImmutableArray<Parts> MetadataFirst = [Parts.Metadata, Parts.Flag];

    /// <summary>Runs beside the grain's calls, in its turns. Every ending settles everyone who waits.</summary>
    private async Task Fly(Flight flight)
    {
        try
        {
            await Exchange(flight);
        }
        catch (OperationCanceledException) when (!flight.IsWanted)
        {
            // Nobody is left to be told.
        }
        catch (Exception) when (flight.Stopped.IsCancellationRequested)
        {
            // The activation goes: its state cannot be used any more, whatever step it was in. Harvests ask again.
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
            var cause = new FailureCause("internal_error", "store", $"The exchange could not be carried out ({error.GetType().Name}).");
            Fail(flight, cause, Parts.None, 0);
        }

        End(flight);
    }

    private async Task Exchange(Flight flight)
    {
        var next = Stored;
        foreach (var part in IsChained ? MetadataFirst : FlagFirst)
        {
            if (!flight.Exchanges.HasFlag(part) && !(part == Parts.Flag && HasMoved(flight, next)))
            {
                continue;
            }

            switch (await Attempt(flight, part, next))
            {
                case ExchangeResult.Fetched fetched:
                    flight.HasNewBody = true;
                    next = next.With(part, fetched.Part.After(next.Part(part)));
                    next = part == Parts.Metadata ? next with { Country = NameIn(next.Metadata!) ?? next.Country } : next;
                    break;
                case ExchangeResult.NotModified unchanged:
                    next = next.With(part, unchanged.Part);
                    break;
                case ExchangeResult.NotFound missing:
                    var now = time.GetUtcNow();
                    var absence = new Absence(missing.Status, now, now + missing.Lifetime);
                    await Store(flight, Stored.Without(part, absence), Status(flight, CountryState.NotFound));
                    await ClearUnnamed(next.Flag);
                    return;
                default:
                    // Everyone was told when their patience ended.
                    await ClearUnnamed(next.Flag);
                    return;
            }

            if (!flight.IsWanted)
            {
                break;
            }
        }

        await StoreOk(flight, next);
    }

    /// <summary>New metadata names another URL than the one that the stored flag, fresh or not, came from.</summary>
    private bool HasMoved(Flight flight, CountryRecord next) =>
        IsChained && flight.WantsFlag && next.Metadata?.Sha256 != Stored.Metadata?.Sha256
        && UrlOf(Parts.Flag, next) != UrlOf(Parts.Flag, Stored);

    /// <summary>One exchange, tried until it ends well, ends for good, or nobody has patience left (then null).</summary>
    private async Task<ExchangeResult?> Attempt(Flight flight, Parts part, CountryRecord known)
    {
        if (UrlOf(part, known) is not { } url)
        {
            Fail(flight, FailureCause.OfContent("schema_mismatch", "The metadata does not name the flag's URL."), part, 0);
            return null;
        }

        var stored = known.Part(part);
        var before = flight.Sent;
        var chances = 0;
        for (var attempt = 1; ; attempt++)
        {
            var result = await Follow(flight, part, url, stored, attempt);
            if (result is not ExchangeResult.Failed { Cause: var cause })
            {
                return result;
            }

            if (cause == FailureCause.NotStored)
            {
                Fail(flight, cause, Parts.None, 0);
                return null;
            }

            var sent = flight.Sent - before;
            LogAttemptFailed(_code, part, attempt, cause.Code);
            // Some faults are worth one more try, however many others came before them.
            chances += cause.MostAttempts < int.MaxValue ? 1 : 0;
            if (!cause.IsRetryable || attempt >= _origin!.MaxAttempts || chances >= cause.MostAttempts)
            {
                Fail(flight, cause, part, sent);
                return null;
            }

            foreach (var order in flight.Exhausted(attempt))
            {
                SettleUnstored(order, Failure(flight, cause, part, sent));
            }

            if (!flight.IsWanted)
            {
                return null;
            }

            // Confirmed was something else than what is stored: the next request has no condition.
            stored = cause == FailureCause.OtherVersion ? null : stored;
            await BackOff(flight, part, attempt);
        }
    }

    private async Task BackOff(Flight flight, Parts part, int attempt)
    {
        var delay = RetrySchedule.Delay(attempt, jitter.Of(this.GetPrimaryKeyString(), part, attempt));
        Note(flight, Open(flight) with { Waiting = new Waiting(WaitingReason.Backoff, time.GetUtcNow() + delay) });
        await Task.Delay(delay, time, flight.Abandoned);
    }

    private void Note(Flight flight, CountryStatus open)
    {
        foreach (var order in flight.Orders)
        {
            harvests.Tell(order.Harvest, open);
        }
    }

    /// <summary>Null if the metadata that is known does not tell.</summary>
    private Uri? UrlOf(Parts part, CountryRecord known)
    {
        var template = part == Parts.Flag ? _origin!.Flag! : _origin!.Metadata!;
        if (!template.NeedsMetadata || known.Metadata is null)
        {
            return template.Expand(_code, null);
        }

        using var document = JsonDocument.Parse(known.Metadata.Body);
        return template.Expand(_code, document.RootElement);
    }

    private string? NameIn(StoredPart metadata)
    {
        using var document = JsonDocument.Parse(metadata.Body);
        return _origin!.NameField.Find(document.RootElement)?.GetString();
    }
}

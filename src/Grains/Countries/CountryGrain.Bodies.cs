using Actors.Grains.Origins;
using Orleans.Storage;

namespace Actors.Grains.Countries;

/// <summary>Where the bytes of a large flag are: in the store, and here only as long as somebody writes or reads them.</summary>
internal sealed partial class CountryGrain
{
    /// <summary>The read of a body that is under way; readers of the same one share it.</summary>
    private (StoredPart Flag, Task<byte[]?> Bytes)? _load;

    public async Task<FlagFile?> ReadFlag()
    {
        while (Stored.Flag is { } flag)
        {
            var file = new FlagFile(FlagOf(Stored)!, flag.Body, flag.FetchedAt, Stored.FreshUntil(Parts.Flag)!.Value)
            {
                GeneratedAt = flag.GeneratedAt, Revalidate = IsWorthWaiting(Parts.Flag),
            };
            if (flag.Slot is null)
            {
                return file;
            }

            if (await Load(flag) is { } bytes)
            {
                return file with { Body = bytes };
            }

            if (ReferenceEquals(flag, Stored.Flag))
            {
                // Whoever asks for it now has it fetched, without a condition.
                LogBodyLost(_code, flag.Slot);
                record.State = ReferenceEquals(flag, record.State.Flag) ? record.State with { Flag = null } : record.State;
                return null;
            }

            // Another flag took its place meanwhile.
        }

        return null;
    }

    private async Task<byte[]?> Load(StoredPart flag)
    {
        if (_load is { } load && load.Flag.IsSameBody(flag))
        {
            return await load.Bytes;
        }

        var bytes = bodies.Load(this.GetGrainId(), flag);
        _load = (flag, bytes);
        try
        {
            return await bytes;
        }
        finally
        {
            _load = null;
        }
    }

    /// <summary>
    /// Puts a large body away before its permit goes back: what is in memory is bounded by the permits, however many countries wait
    /// for their next exchange, and however slow the store is.
    /// </summary>
    private async Task<ExchangeResult> Keep(Parts part, ExchangeResult.Fetched fetched)
    {
        if (part != Parts.Flag || !fetched.Part.IsLarge)
        {
            return fetched;
        }

        try
        {
            return fetched with { Part = await bodies.Write(this.GetGrainId(), fetched.Part, record.Etag, record.State.Flag?.Slot) };
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            LogNotStored(error, _code);
            return new ExchangeResult.Failed(FailureCause.NotStored) { Quota = fetched.Quota };
        }
    }

    /// <summary>Removes a body that the record does not name any more, or never did.</summary>
    private async Task ClearUnnamed(StoredPart? flag)
    {
        if (flag?.Slot is null || flag.Slot == record.State.Flag?.Slot)
        {
            return;
        }

        try
        {
            await bodies.Clear(this.GetGrainId(), flag);
        }
        catch (Exception error)
        {
            // It is overwritten by the next large one.
            LogNotCleared(error, _code, flag.Slot);
        }
    }
}

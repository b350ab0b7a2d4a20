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

    /// <summary>The record as it is to be written: a large flag that came goes into its slot first.</summary>
    private async ValueTask<CountryRecord> WithSmallFlag(CountryRecord next) => next.Flag is { IsLarge: true } flag
        ? next with { Flag = await bodies.Write(this.GetGrainId(), flag, record.Etag, record.State.Flag?.Slot) }
        : next;

    /// <summary>The record that was just written does not name the body that the one before named.</summary>
    private async Task ClearAfter(StoredPart? before)
    {
        if (before?.Slot is null || before.Slot == record.State.Flag?.Slot)
        {
            return;
        }

        try
        {
            await bodies.Clear(this.GetGrainId(), before);
        }
        catch (Exception error)
        {
            // It is overwritten by the next large one.
            LogNotCleared(error, _code, before.Slot);
        }
    }
}

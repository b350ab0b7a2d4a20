namespace Actors.Grains.Throttles;

/// <summary>One permit in this process: good for one HTTP exchange, until <see cref="Lost"/>.</summary>
internal sealed class Permit(PermitDesk desk, string lease, CancellationTokenSource lost) : IDisposable
{
    public string Lease => lease;

    /// <summary>Fires when the lease was lost or is about to end unrenewed: the exchange must be aborted at once.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Gives the permit back with what the exchange said about its host; a hold is stored before this returns.</summary>
    public Task Complete(ExchangeSignal signal) => desk.Complete(this, signal);

    /// <summary>The lease was renewed, or granted: it now ends after <paramref name="rest"/>.</summary>
    public void Extend(TimeSpan rest)
    {
        if (rest > TimeSpan.Zero)
        {
            lost.CancelAfter(rest);
        }
        else
        {
            lost.Cancel();
        }
    }

    public void Lose()
    {
        try
        {
            lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was given back in the meantime: nothing is left to abort.
        }
    }

    public void Dispose() => lost.Dispose();
}

namespace Actors.Grains.Throttles;

/// <summary>One permit in this process: good for one HTTP exchange, until <see cref="Lost"/>.</summary>
internal sealed class Permit : IDisposable
{
    private readonly PermitDesk _desk;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost;
    private (long Since, TimeSpan Length) _term;

    public Permit(PermitDesk desk, string lease, TimeSpan rest, TimeProvider time)
    {
        (_desk, Lease, _time) = (desk, lease, time);
        _lost = new CancellationTokenSource(rest, time);
        _term = (time.GetTimestamp(), rest);
    }

    public string Lease { get; }

    /// <summary>
    /// Whether a request may be sent now. A process that stood still looks at the clock first: its timers, <see cref="Lost"/>
    /// among them, may not have had their turn yet.
    /// </summary>
    public bool IsLive => !_lost.IsCancellationRequested && _time.GetElapsedTime(_term.Since) < _term.Length;

    /// <summary>Fires when the lease was lost or is about to end unrenewed: the exchange must be aborted at once.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Gives the permit back with what the exchange said about its host; a hold is stored before this returns.</summary>
    public Task Complete(ExchangeSignal signal) => _desk.Complete(this, signal);

    /// <summary>The lease was renewed: it now ends after <paramref name="rest"/>, which is above zero.</summary>
    public void Extend(TimeSpan rest)
    {
        _term = (_time.GetTimestamp(), rest);
        _lost.CancelAfter(rest);
    }

    public void Lose()
    {
        try
        {
            _lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was given back in the meantime: nothing is left to abort.
        }
    }

    public void Dispose() => _lost.Dispose();
}

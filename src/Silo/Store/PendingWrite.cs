namespace Actors.Silo.Store;

/// <summary>A write on its way through the queue. It is either taken by the writer or given up by its caller, never both.</summary>
/// <param name="payload">Null = clear the record.</param>
internal sealed class PendingWrite(RecordKey key, ExpectedEtag expected, byte[]? payload)
    : TaskCompletionSource<WriteOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _isDecided;

    public RecordKey Key => key;

    public ExpectedEtag Expected => expected;

    public byte[]? Payload => payload;

    /// <summary>Set while the transaction is open; told to the caller once it is committed.</summary>
    public WriteOutcome Outcome { get; set; }

    /// <summary>False if the caller has given up: then it must not be written.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    /// <summary>Gives up, unless the writer was faster: then the outcome comes within one commit.</summary>
    public void GiveUp(CancellationToken cancellationToken)
    {
        if (TryTake()) TrySetCanceled(cancellationToken);
    }

    public void Acknowledge() => TrySetResult(Outcome);
}

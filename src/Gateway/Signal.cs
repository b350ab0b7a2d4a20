namespace Actors.Gateway;

/// <summary>Wakes one waiter; setting it often before the waiter looks is setting it once.</summary>
internal sealed class Signal(TimeProvider time)
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits until it was set since the last wait ended; false if it was not in time.</summary>
    public async Task<bool> Wait(TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await _set.Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }

        // Replaced before the waiter looks at what changed, so a change after that look sets the new one.
        Volatile.Write(ref _set, New());
        return true;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

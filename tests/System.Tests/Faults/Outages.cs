namespace Actors.System.Tests.Faults;

/// <summary>Tells those who ask a node that it is gone on purpose, and when it is there again.</summary>
internal sealed class Outages
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _back = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Outages() => _back.SetResult();

    /// <summary>Ends when the node is there; before it is killed, at once.</summary>
    public Task Back => _back.Task;

    /// <summary>Ends when it is not killed any more.</summary>
    public Task Over => _over.Task;

    /// <summary>To be said before it is killed.</summary>
    public void Begin() => _back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void End() => _back.SetResult();

    public void NoMore() => _over.SetResult();
}

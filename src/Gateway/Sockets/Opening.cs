namespace Actors.Gateway.Sockets;

/// <summary>
/// The frames that a subscription begins with. A snapshot may be large, so whoever loaded it waits until it was taken
/// before it loads the next: a client that does not read cannot make snapshots pile up.
/// </summary>
internal sealed class Opening
{
    private readonly Queue<byte[]> _frames = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource? _taken;
    private bool _ended;

    /// <summary>Ends when all frames have been taken, or nobody will.</summary>
    public Task Taken
    {
        get
        {
            lock (_gate)
            {
                if (_ended || _frames.Count == 0)
                    return Task.CompletedTask;
                return (_taken ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>The subscription was ended before it began.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_gate)
                return _ended;
        }
    }

    public void Add(byte[] frame)
    {
        lock (_gate)
        {
            if (!_ended)
                _frames.Enqueue(frame);
        }
    }

    /// <summary>The next frame; null if there is none.</summary>
    public byte[]? Take()
    {
        lock (_gate)
        {
            if (!_frames.TryDequeue(out var frame))
                return null;
            if (_frames.Count == 0)
                _taken?.TrySetResult();
            return frame;
        }
    }

    /// <summary>Nobody will take what is left.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _frames.Clear();
            _taken?.TrySetResult();
        }
    }
}

namespace Actors.Grains.Throttles;

/// <summary>When nobody needs the desk.</summary>
internal sealed partial class PermitDesk
{
    /// <summary>Nobody waits, nothing is held.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count == 0 && _permits.Count == 0 && !_isSending;
            }
        }
    }
}

namespace Actors.Gateway.Sockets;

/// <summary>How fast one connection may send: a token bucket that holds two seconds' worth. For one reader at a time.</summary>
/// <param name="perSecond">Frames a second; 0 = any number.</param>
internal sealed class FrameRate(int perSecond, TimeProvider time)
{
    private double _left = perSecond * 2.0;
    private long _at = time.GetTimestamp();

    /// <summary>Null if the frame may come, else when the next one may.</summary>
    public TimeSpan? Take()
    {
        if (perSecond == 0)
            return null;
        var now = time.GetTimestamp();
        _left = Math.Min(perSecond * 2.0, _left + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
        _at = now;
        if (_left < 1)
            return TimeSpan.FromSeconds((1 - _left) / perSecond);
        _left--;
        return null;
    }
}

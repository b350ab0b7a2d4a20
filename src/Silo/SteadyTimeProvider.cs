namespace Actors.Silo;

/// <summary>
/// Wall time as it was when the process started, and from then on the monotonic clock's: it never jumps. Orleans plans by wall time which
/// grains to let go, and after a jump back can activate none until the old time has come again (the chaos tests found it; Orleans 10.4.2).
/// </summary>
internal sealed class SteadyTimeProvider : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _at = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_at);
}

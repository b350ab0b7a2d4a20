using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

/// <summary>A clock that people may set: the time of day jumps, what counts seconds goes on.</summary>
internal sealed class SettableClock : FakeTimeProvider
{
    private TimeSpan _set;

    public void Set(TimeSpan by) => _set += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

    // The base class counts from the time of day.
    public override long GetTimestamp() => base.GetTimestamp() - _set.Ticks;
}

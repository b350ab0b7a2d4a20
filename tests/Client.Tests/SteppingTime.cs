using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Client.Tests;

/// <summary>
/// A clock that jumps over every back-off at once and remembers it. Time-outs (an hour and more by the tests' options, and
/// the second that a goodbye may take) stay where they are.
/// </summary>
internal sealed class SteppingTime : FakeTimeProvider
{
    public static readonly TimeSpan Never = TimeSpan.FromHours(1);

    public ConcurrentQueue<TimeSpan> BackOffs { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Never && dueTime != TimeSpan.FromSeconds(1))
        {
            BackOffs.Enqueue(dueTime);
            Advance(dueTime);
        }

        return timer;
    }
}

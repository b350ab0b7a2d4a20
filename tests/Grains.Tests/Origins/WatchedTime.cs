using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Origins;

/// <summary>A fake clock that tells how often somebody set a timer, so that a test knows when to move on.</summary>
public sealed class WatchedTime : FakeTimeProvider
{
    private int _created;
    private int _changed;

    public int Created => Volatile.Read(ref _created);

    public int Changed => Volatile.Read(ref _changed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _created);
        return new Watched(timer, this);
    }

    /// <summary>Moves on in small steps until the task has ended.</summary>
    public async Task<T> PassUntilEnd<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Advance(TimeSpan.FromSeconds(0.5));
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        return await task;
    }

    public static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), System, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Watched(ITimer timer, WatchedTime owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            Interlocked.Increment(ref owner._changed);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

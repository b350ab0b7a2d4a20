using Actors.Origin.Modes;

namespace Actors.Origin.Tests.Modes;

public sealed class PauseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void No_time_is_no_wait() => Assert.True(Pause.For(TimeSpan.Zero, new ArmedTime(), Cancel).IsCompletedSuccessfully);

    [Fact]
    public async Task A_timer_that_fires_early_is_set_again_for_the_rest()
    {
        var time = new EarlyTime();

        var pause = Pause.For(TimeSpan.FromMilliseconds(100), time, Cancel);
        await time.Waiting(1, Cancel);
        time.Advance(TimeSpan.FromMilliseconds(96));
        await time.Waiting(1, Cancel);
        Assert.False(pause.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(4));

        await pause;
    }

    [Fact]
    public async Task A_client_that_leaves_ends_it()
    {
        using var left = new CancellationTokenSource();
        var pause = Pause.For(TimeSpan.FromMinutes(1), new ArmedTime(), left.Token);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
    }

    /// <summary>Its timers fire four milliseconds too early, as those of a machine with a coarse clock may.</summary>
    private sealed class EarlyTime : ArmedTime
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var early = TimeSpan.FromMilliseconds(4);
            return base.CreateTimer(callback, state, dueTime > early ? dueTime - early : dueTime, period);
        }
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Origin.Tests;

/// <summary>A clock that is moved by hand and says when somebody has begun to wait on it, so that it is never moved too early.</summary>
internal class ArmedTime : FakeTimeProvider
{
    private readonly Channel<bool> _armed = Channel.CreateUnbounded<bool>();

    public async Task Waiting(int timers, CancellationToken cancellationToken)
    {
        for (var seen = 0; seen < timers; seen++)
            await _armed.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Goes on by a step each time that somebody has begun to wait, until the task has ended.</summary>
    public async Task Drive(Task until, TimeSpan step, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(Waiting(1, cancellationToken), until) != until)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Advance(step);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _armed.Writer.TryWrite(true);
        return timer;
    }
}

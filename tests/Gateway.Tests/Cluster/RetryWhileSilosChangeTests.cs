using System.Reflection;
using Actors.Gateway.Cluster;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Cluster;

/// <summary>Calls that are made again while a dead silo is voted out.</summary>
public sealed class RetryWhileSilosChangeTests
{
    private readonly FakeTimeProvider _time = new();

    public static TheoryData<Exception> Passing() =>
    [
        new TimeoutException(), new SiloUnavailableException("gone"),
        // What a silo throws that cannot reach the directory of a grain.
        new OperationCanceledException("Message expired before placement could complete"),
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_asked_again(Exception error)
    {
        var calls = 0;
        var call = Invoke(() => ++calls == 1 ? Task.FromException(error) : Task.CompletedTask);

        await Advance(call);

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task What_the_caller_cancelled_is_not()
    {
        var calls = 0;
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Invoke(() =>
        {
            calls++;
            return Task.FromException(new OperationCanceledException(gone.Token));
        }));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task After_its_patience_the_last_error_is_the_answer()
    {
        var start = _time.GetUtcNow();
        var call = Invoke(() => Task.FromException(new TimeoutException("silent")));

        await Assert.ThrowsAsync<TimeoutException>(() => Advance(call));

        Assert.InRange(_time.GetUtcNow() - start, RetryWhileSilosChange.Patience, RetryWhileSilosChange.Patience + TimeSpan.FromSeconds(1));
    }

    private Task Invoke(Func<Task> call)
    {
        var context = DispatchProxy.Create<IOutgoingGrainCallContext, Context>();
        ((Context)context).Call = call;
        return new RetryWhileSilosChange(_time).Invoke(context);
    }

    private async Task Advance(Task call)
    {
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await call;
    }

    /// <summary>Knows nothing but how it is invoked.</summary>
    public class Context : DispatchProxy
    {
        public Func<Task> Call { get; set; } = () => throw new NotSupportedException();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IOutgoingGrainCallContext.Invoke) ? Call() : throw new NotSupportedException(targetMethod?.Name);
    }
}

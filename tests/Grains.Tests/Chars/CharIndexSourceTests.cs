using Actors.Grains.Chars;
using Actors.Unicode;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Grains.Tests.Chars;

public sealed class CharIndexSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_start_does_not_wait_for_the_load()
    {
        using var held = new ManualResetEventSlim();
        var source = Source(() =>
        {
            held.Wait(TimeSpan.FromSeconds(30), Cancel);
            return CharIndex.Load();
        });

        await source.StartAsync(Cancel);

        Assert.False(source.Index.IsCompleted);
        held.Set();
        Assert.NotNull(await source.Index.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task Whoever_asks_shares_one_load()
    {
        var loads = 0;
        var source = Source(() =>
        {
            Interlocked.Increment(ref loads);
            return CharIndex.Load();
        });

        await source.StartAsync(Cancel);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => source.Index)).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Single(all.Distinct());
        Assert.Equal(1, loads);
    }

    [Fact]
    public async Task A_load_that_fails_does_not_stop_the_host_and_is_told_to_whoever_asks()
    {
        var source = Source(() => throw new InvalidDataException("damaged"));

        await source.StartAsync(Cancel);
        await source.StopAsync(Cancel);

        var error = await Assert.ThrowsAsync<CharIndexUnavailableException>(() => source.Index.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Equal("chars_unavailable", error.Code);
    }

    private static CharIndexSource Source(CharIndexLoader load) => new(load, TimeProvider.System, NullLogger<CharIndexSource>.Instance);
}

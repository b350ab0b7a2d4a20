using Actors.Gateway.Cluster;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Cluster;

/// <summary>A gateway that listens but has not found its cluster yet.</summary>
public sealed class WaitForClusterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lifetime _lifetime = new();
    private int _answered;

    [Theory]
    [InlineData("/v1/origins")]
    [InlineData("/chars")]
    public async Task What_needs_the_cluster_waits_for_it(string path)
    {
        var request = Ask(path);
        Assert.False(request.IsCompleted);
        Assert.Equal(0, _answered);

        await _lifetime.Start();
        await request;

        Assert.Equal(1, _answered);
    }

    [Fact]
    public async Task And_no_longer_than_for_one_that_changes()
    {
        var request = Ask("/v1/origins");
        _time.Advance(RetryWhileSilosChange.Patience - TimeSpan.FromTicks(1));
        Assert.False(request.IsCompleted);

        _time.Advance(TimeSpan.FromTicks(1));
        await request;

        Assert.Equal(1, _answered);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/")]
    [InlineData("/page.js")]
    public void Everything_else_is_answered_at_once(string path)
    {
        Assert.True(Ask(path).IsCompletedSuccessfully);
        Assert.Equal(1, _answered);
    }

    public void Dispose() => _lifetime.Dispose();

    private Task Ask(string path)
    {
        var middleware = new WaitForCluster(
            _ =>
            {
                _answered++;
                return Task.CompletedTask;
            },
            _lifetime,
            _time);
        return middleware.InvokeAsync(new DefaultHttpContext { Request = { Path = path } });
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _started = new();

        public CancellationToken ApplicationStarted => _started.Token;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public Task Start() => _started.CancelAsync();

        public void StopApplication() => throw new NotSupportedException();

        public void Dispose() => _started.Dispose();
    }
}

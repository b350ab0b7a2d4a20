using System.Collections.Concurrent;
using System.IO.Pipelines;
using Actors.Gateway.Chars;
using Actors.Gateway.Telnet;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Telnet;

public sealed class TelnetConnectionsTests(GatewayFixture fixture)
{
    private const int Ended = 5705;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_a_session_is_logged_once(bool isLost)
    {
        var services = fixture.Gateway.Services;
        var log = new Recorder();
        var connections = new TelnetConnections(new TelnetContext(
            services.GetRequiredService<CharDesk>(), Options.Create(new TelnetOptions()), Options.Create(new LimitsOptions()),
            services.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System, log));
        var (input, output) = (new Pipe(), new Pipe());
        await using var connection = new DefaultConnectionContext("c1") { Transport = new Duplex(input.Reader, output.Writer) };
        await input.Writer.CompleteAsync(isLost ? new ConnectionResetException("Staged.") : null);

        await connections.OnConnectedAsync(connection);

        Assert.Single(log.Events, Ended);
        Assert.Equal(0, connections.Open);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Recorder : ILogger<TelnetSession>
    {
        public ConcurrentQueue<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Enqueue(eventId.Id);
    }
}

using System.Collections.Concurrent;
using System.Net;
using Actors.Gateway.Tests.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Auth;

public sealed class KeySecrecyTests(GatewayFixture fixture)
{
    [Fact]
    public async Task No_log_of_any_level_and_no_metric_contains_a_key_or_its_hash()
    {
        using var log = new Everything();
        await using var gateway = await fixture.StartGateway(
            [
                Keys.Setting, ("Limits:RequestsPerSecond", "1000"), ("Logging:Console:LogLevel:Default", "None"), ("Logging:LogLevel:Default", "Trace"),
                ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ]);
        gateway.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        foreach (var key in new[] { Keys.Right, Keys.Wrong })
        {
            using var started = await gateway.Http.Send(HttpMethod.Post, "/v1/harvests", ("Authorization", $"Bearer {key}"));
            using var refused = await gateway.Http.Send(HttpMethod.Post, "/v1/harvests?x=1", ("Authorization", $"Bearer {key}"));
            using var socket = await TestSocket.Open(gateway);
            await socket.Send($$"""{"type":"hello","token":"{{key}}"}""");
            await socket.Receive();
            await socket.SendBad($$"""{"type":"nonsense","token":"{{key}}"}""");
        }

        using var metrics = await gateway.Http.Fetch("/metrics");
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        var seen = string.Join('\n', [.. log.Lines, await metrics.Content.ReadAsStringAsync(Answers.Cancel)]);

        Assert.Contains("under the key ops", seen, StringComparison.Ordinal);
        Assert.Contains("A wrong key from 127.0.0.1 was refused", seen, StringComparison.Ordinal);
        Assert.Contains("showed a wrong key", seen, StringComparison.Ordinal);
        foreach (var secret in new[] { Keys.Right, Keys.Wrong, Keys.Hash(Keys.Right)["sha256:".Length..] })
            Assert.DoesNotContain(secret, seen, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_line_break_in_a_path_makes_no_second_line_of_the_log()
    {
        using var log = new Everything();
        await using var gateway = await fixture.StartGateway(Keys.Setting, ("Logging:Console:LogLevel:Default", "None"), ("Logging:LogLevel:Actors", "Information"));
        gateway.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        using var response = await gateway.Http.Send(HttpMethod.Post, "/v1/x%0Aforged", ("Authorization", $"Bearer {Keys.Right}"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(log.Lines, line => line.Contains("POST /v1/x%0Aforged under the key ops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_in_plain_text_stops_the_start_and_is_not_shown()
    {
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartGateway(("Auth:Keys:ops", Keys.Right)));

        Assert.Contains("Auth:Keys:ops", invalid.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Right, invalid.ToString(), StringComparison.Ordinal);
    }

    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

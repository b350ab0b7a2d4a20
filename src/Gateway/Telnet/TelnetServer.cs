using System.Net;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Telnet;

/// <summary>Starts and stops the character finder over TCP with the gateway.</summary>
internal sealed partial class TelnetServer(IServiceProvider services, IOptions<TelnetOptions> options, ILogger<TelnetServer> logger)
    : IHostedService
{
    private TelnetListener? _listener;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.EndPoint is not { } endpoint)
            return;
        _listener = await TelnetListener.Start(endpoint, services, cancellationToken);
        LogListening(_listener.EndPoint);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
            await listener.DisposeAsync();
    }

    [LoggerMessage(EventId = 5700, Level = LogLevel.Information, Message = "The character finder over TCP listens at {Address}")]
    private partial void LogListening(IPEndPoint address);
}

using System.Net;
using Actors.Gateway.Telnet;
using Actors.Gateway.Tests.Staged;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Gateway.Tests.Telnet;

/// <summary>A gateway with a character finder on a free port, before a played index.</summary>
internal sealed class RunningTelnet : IAsyncDisposable
{
    private readonly RunningGateway _gateway;
    private readonly TelnetListener _listener;

    private RunningTelnet(PlayedIndex index, RunningGateway gateway, TelnetListener listener)
    {
        Index = index;
        _gateway = gateway;
        _listener = listener;
    }

    public PlayedIndex Index { get; }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public int Sessions => _gateway.Services.GetRequiredService<TelnetConnections>().Open;

    public static async Task<RunningTelnet> Start(TimeProvider? time = null, IGrainFactory? grains = null, params (string Key, string Value)[] settings)
    {
        var index = new PlayedIndex();
        var gateway = await RunningGateway.Start(grains ?? index.Grains, time ?? TimeProvider.System, settings);
        return new RunningTelnet(index, gateway, await TelnetListener.Start(new IPEndPoint(IPAddress.Loopback, 0), gateway.Services, Answers.Cancel));
    }

    public Task Stop() => _gateway.Stop();

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _gateway.DisposeAsync();
    }
}

using System.Reflection;
using Actors.Gateway.Sockets;
using Actors.Grains.Membership;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Actors.Gateway.Cluster;

/// <summary>Tells the cluster once a second that this gateway is there, and what it does.</summary>
internal sealed partial class GatewayReporter(
    IGrainFactory grains, IServer server, SocketCaps sockets, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<GatewayReporter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string Version =
        typeof(GatewayReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly string _id = Guid.CreateVersion7().ToString("n");
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Its clients are sent away for seconds: whoever looks on is to see why.
        await using var stopping = lifetime.ApplicationStopping.Register(() => Report(CancellationToken.None).Ignore());
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Report(stoppingToken);
        }
    }

    private async Task Report(CancellationToken cancellationToken)
    {
        var state = lifetime.ApplicationStopping.IsCancellationRequested ? MemberState.Stopping : MemberState.Active;
        try
        {
            var report = new GatewayReport(_id, Name(), Version, _startedAt, state, sockets.Open);
            await grains.GetGrain<IClusterGrain>(0).ReportGateway(report).WaitAsync(Patience, time, cancellationToken);
        }
        // There is no cluster yet, or its list has just died with its silo; the next second asks again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnheard(error.Message);
        }
    }

    private string Name()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return address is null ? Environment.MachineName : $"{Environment.MachineName}:{BindingAddress.Parse(address).Port}";
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Debug, Message = "The cluster did not hear of this gateway: {Reason}")]
    private partial void LogUnheard(string reason);
}

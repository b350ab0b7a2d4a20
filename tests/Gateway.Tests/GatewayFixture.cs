using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(Actors.Gateway.Tests.GatewayFixture))]

namespace Actors.Gateway.Tests;

/// <summary>One silo with staged grains and one gateway on a real port, for all tests.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;
    private RunningGateway? _gateway;

    internal RunningGateway Gateway => _gateway!;

    public HttpClient Http => Gateway.Http;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => host.Logging.SetMinimumLevel(LogLevel.Warning));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _gateway = await StartGateway();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>Another gateway of the same cluster, on a free port.</summary>
    internal Task<RunningGateway> StartGateway(params (string Key, string Value)[] settings) =>
        RunningGateway.Start(_cluster!.Client, TimeProvider.System, settings);

    /// <summary>Another gateway, whose clock the test moves.</summary>
    internal Task<RunningGateway> StartGateway(TimeProvider time, params (string Key, string Value)[] settings) =>
        RunningGateway.Start(_cluster!.Client, time, settings);
}

/// <summary>A gateway on a free port of its own.</summary>
internal sealed class RunningGateway(WebApplication app) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Urls.First());

    public HttpClient Http { get; } = new() { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(20) };

    public IServiceProvider Services => app.Services;

    public static async Task<RunningGateway> Start(IGrainFactory grains, TimeProvider time, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        // Several gateways run side by side; tests that talk over TCP start listeners of their own.
        builder.Configuration["Telnet:Port"] = "0";
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        // Refusals and defects are what many tests provoke.
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddSingleton(grains).AddSingleton(time);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddActorsGateway();
        builder.AddGatewayTelemetry();
        var app = builder.Build();
        app.MapActorsGateway();
        await app.StartAsync();
        return new RunningGateway(app);
    }

    public Task Stop() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

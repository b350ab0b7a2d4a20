using System.Net;
using System.Net.Sockets;
using Actors.Grains.Chars;
using Actors.Silo.Store;
using Actors.Silo.Tests.Store;
using Actors.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Tests;

/// <summary>A silo's readiness while its character data is loaded, and when it cannot be.</summary>
public sealed class SiloHealthTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_is_started_at_once_and_ready_when_its_data_is_loaded()
    {
        using var held = new ManualResetEventSlim();
        await using var silo = await Start(() =>
        {
            held.Wait(Patience, Cancel);
            return CharIndex.Load();
        });

        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Ask(silo, "/health/startup"));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Ask(silo, "/health/live"));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "not ok: chars: The character data is still being loaded.\n"), await Ask(silo, "/health/ready"));

        held.Set();
        await silo.Services.GetRequiredService<CharIndexSource>().Index.WaitAsync(Patience, Cancel);
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Ask(silo, "/health/ready"));
    }

    [Fact]
    public async Task A_silo_whose_data_cannot_be_loaded_lives_and_is_never_ready()
    {
        await using var silo = await Start(() => throw new InvalidDataException("damaged"));

        await Assert.ThrowsAsync<CharIndexUnavailableException>(
            () => silo.Services.GetRequiredService<CharIndexSource>().Index.WaitAsync(Patience, Cancel));

        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Ask(silo, "/health/live"));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "not ok: chars: The character data cannot be loaded.\n"), await Ask(silo, "/health/ready"));
    }

    public void Dispose()
    {
        _http.Dispose();
        _directory.Dispose();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private async Task<WebApplication> Start(CharIndexLoader load)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Orleans:Endpoints:SiloPort", FreePort()), new("Orleans:Endpoints:GatewayPort", "0"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(load);
        builder.AddActorsSilo(DataDirectory.Open(_directory.Path));
        builder.AddActorsTelemetry();
        var app = builder.Build();
        app.MapSiloHealth();
        await app.StartAsync(Cancel);
        return app;
    }

    private async Task<(HttpStatusCode Status, string Body)> Ask(WebApplication silo, string path)
    {
        using var answer = await _http.GetAsync(new Uri(new Uri(silo.Urls.First()), path), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}

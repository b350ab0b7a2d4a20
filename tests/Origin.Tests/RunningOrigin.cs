using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Origin.Tests;

/// <summary>The origin as it is, on free ports of loopback, with a client for each.</summary>
internal sealed class RunningOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = new() { MaxConnectionsPerServer = 1000, AllowAutoRedirect = false };

    private RunningOrigin(WebApplication app)
    {
        _app = app;
        var addresses = OriginServer.Addresses(app);
        Addresses = addresses;
        Local = Client(addresses.Local);
        Delay = Client(addresses.Delay);
        Error = Client(addresses.Error);
        Control = Client(addresses.Control);
    }

    public OriginAddresses Addresses { get; }

    public HttpClient Local { get; }

    public HttpClient Delay { get; }

    public HttpClient Error { get; }

    public HttpClient Control { get; }

    public ExchangeLog Log => _app.Services.GetRequiredService<ExchangeLog>();

    public static Task<RunningOrigin> Start(params (string Key, string Value)[] settings) => Start(TimeProvider.System, settings);

    public static async Task<RunningOrigin> Start(TimeProvider time, params (string Key, string Value)[] settings)
    {
        var app = OriginServer.Build(Configuration(settings), builder => builder.Services.AddSingleton(time));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningOrigin(app);
    }

    /// <summary>Free ports, and what is set.</summary>
    public static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new[] { "Local", "Delay", "Error", "Control" }.Select(port => KeyValuePair.Create($"Origin:Ports:{port}", (string?)"0")))
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    /// <summary>A path as the analysers want it.</summary>
    public static Uri At(string path) => new(path, UriKind.RelativeOrAbsolute);

    public async Task<JsonElement> Stats(string query = "") =>
        await Control.GetFromJsonAsync<JsonElement>($"/_ctl/stats{query}", TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<JsonElement>> Events(string query = "")
    {
        var lines = await Control.GetStringAsync(At($"/_ctl/events{query}"), TestContext.Current.CancellationToken);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>Waits until so many exchanges are in flight.</summary>
    public async Task Arrived(int exchanges)
    {
        while (Log.InFlight < exchanges)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { Local, Delay, Error, Control })
            client.Dispose();
        _handler.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private HttpClient Client(Uri address) => new(_handler, disposeHandler: false)
    {
        BaseAddress = address,
        DefaultRequestVersion = HttpVersion.Version11,
        Timeout = TimeSpan.FromSeconds(30),
    };
}

using System.Net;
using System.Text.Json;
using Actors.Cli.Nodes;
using Actors.Grains.Chars;
using Actors.Silo.Store;
using Actors.Unicode;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Cli.Tests.Nodes;

/// <summary>A whole node serves at once, and says that it is ready when look-ups are too.</summary>
public sealed class NodeReadinessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CommandRun _cli = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_whose_characters_are_being_loaded_serves_but_is_not_ready()
    {
        using var held = new ManualResetEventSlim();
        CharIndexSource? source = null;
        await using var node = await Start(
            () =>
            {
                held.Wait(Patience, Cancel);
                return CharIndex.Load();
            },
            created => source = created);

        Assert.Equal(HttpStatusCode.OK, (await Ask(node, "health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(node, "v1/harvests")).Status);
        var early = await Ask(node, "health/ready");
        held.Set();
        await source!.Index.WaitAsync(Patience, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.Status);
        Assert.Equal("not_ready", early.Body.GetProperty("code").GetString());
        Assert.Contains("still being loaded", early.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ask(node, "health/ready")).Status);
    }

    public void Dispose()
    {
        _http.Dispose();
        _cli.Dispose();
    }

    private async Task<Node> Start(CharIndexLoader load, Action<CharIndexSource> created)
    {
        var builder = NodeConfiguration.OneShot(_cli.Directory);
        builder.Configuration.AddInMemoryCollection([new("Origin:Embedded", "false")]);
        builder.Services.AddSingleton(load);
        // The node does not show its services; whoever is made with the source does.
        builder.Services.AddHostedService(services => new Introduction(services.GetRequiredService<CharIndexSource>(), created));
        return await Node.StartAsync(builder, DataDirectory.Open(Path.Combine(_cli.Directory, ".actors")), Cancel);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Ask(Node node, string path)
    {
        using var answer = await _http.GetAsync(new Uri(node.Url, path), Cancel);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private sealed class Introduction(CharIndexSource source, Action<CharIndexSource> created) : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            created(source);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

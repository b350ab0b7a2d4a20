using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Client.Tests;

/// <summary>A real server on a free port: each connection plays the next script, each other request the given answer.</summary>
internal sealed class ScriptedGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<Peer, Task>> _scripts;

    private ScriptedGateway(WebApplication app, IEnumerable<Func<Peer, Task>> scripts)
    {
        _app = app;
        _scripts = new(scripts);
    }

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<Exception> Failures { get; } = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    public Func<HttpContext, Task> Answer { get; set; } = context => Task.FromResult(context.Response.StatusCode = 404);

    public static async Task<ScriptedGateway> Start(params Func<Peer, Task>[] scripts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new ScriptedGateway(app, scripts);
        app.UseWebSockets();
        app.Run(gateway.Handle);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        using var once = new CancellationTokenSource();
        await once.CancelAsync();
        await _app.StopAsync(once.Token);
        await _app.DisposeAsync();
    }

    private async Task Handle(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (!context.WebSockets.IsWebSocketRequest || !_scripts.TryDequeue(out var script))
        {
            await Answer(context);
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync("actors.v1.json");
            await script(new Peer(socket, context));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failures.Enqueue(e);
            context.Abort();
        }
    }
}

using Actors.Gateway;
using Actors.Origin;
using Actors.Silo;
using Actors.Silo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Actors.Cli.Nodes;

/// <summary>A whole node in this process: silo, gateway and, unless <c>Origin:Embedded</c> is false, the bundled origin.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan OriginStopTimeout = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly WebApplication? _origin;
    private readonly DataDirectory? _directory;
    private bool _isStopped;

    private Node(WebApplication app, WebApplication? origin, DataDirectory? directory)
    {
        _app = app;
        _origin = origin;
        _directory = directory;
        Url = Reachable(app.Urls.First());
    }

    /// <summary>Where the gateway listens, as a client on this machine reaches it.</summary>
    public Uri Url { get; }

    /// <param name="builder">Holds the whole configuration.</param>
    /// <param name="directory">Held already, and disposed of with the node, or if it cannot start; null with Redis.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="CommandException">It cannot start; the message names the key where one is to blame.</exception>
    public static async Task<Node> StartAsync(WebApplicationBuilder builder, DataDirectory? directory, CancellationToken cancellationToken)
    {
        var configuration = builder.Configuration;
        WebApplication? origin = null;
        WebApplication? app = null;
        try
        {
            ListeningPorts.Check(configuration);
            if (configuration.GetValue("Origin:Embedded", true))
            {
                origin = OriginServer.Build(configuration);
                // Before the silo: a harvest that continues after a restart asks at once.
                await origin.StartAsync(cancellationToken);
            }

            builder.AddActorsSilo(directory);
            builder.AddActorsGateway();
            builder.AddActorsTelemetry();
            app = builder.Build();
            app.MapActorsGateway();
            await app.StartAsync(cancellationToken);
            return new Node(app, origin, directory);
        }
        catch (Exception e)
        {
            // Everything that was bound is let go first, so that the translation can see what others hold.
            await StopAsync(app, origin, directory);
            if (e is OperationCanceledException)
                throw;
            throw StartFailure.Explain(e, configuration);
        }
    }

    /// <summary>Returns when SIGTERM or Ctrl-C arrived and everything has stopped in good order.</summary>
    public async Task WaitForShutdownAsync()
    {
        await _app.WaitForShutdownAsync();
        _isStopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isStopped)
                await _app.StopAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException)
        {
            // Not everything stopped in time; all that matters was stored before it was announced.
        }

        await StopAsync(_app, _origin, _directory);
    }

    private static async Task StopAsync(WebApplication? app, WebApplication? origin, DataDirectory? directory)
    {
        // The origin last but one: exchanges under way may end.
        if (app is not null)
            await app.DisposeAsync();
        if (origin is not null)
        {
            using var timeout = new CancellationTokenSource(OriginStopTimeout);
            await origin.StopAsync(timeout.Token);
            await origin.DisposeAsync();
        }

        directory?.Dispose();
    }

    // Kestrel shows what it is bound to; a wildcard is no address to connect to.
    private static Uri Reachable(string address)
    {
        var url = new UriBuilder(BindingAddress.Parse(address) is { Host: "+" or "*" } any ? $"{any.Scheme}://localhost:{any.Port}" : address);
        if (url.Host is "0.0.0.0" or "[::]")
            url.Host = "localhost";
        return url.Uri;
    }
}

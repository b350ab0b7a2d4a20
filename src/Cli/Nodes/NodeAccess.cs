using Actors.Cli.Reports;
using Actors.Client;
using Actors.Silo.Store;

namespace Actors.Cli.Nodes;

/// <summary>The node that a command works with: one that runs, or one of its own that ends with the command.</summary>
internal sealed class NodeAccess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Node? _own;
    private readonly Func<ActorsClient> _connect;

    private NodeAccess(Uri url, Terminal terminal)
    {
        Url = url;
        _connect = () => NodeKey.Connect(url, terminal.Variable);
    }

    private NodeAccess(Node own, string key)
    {
        Url = own.Url;
        _own = own;
        _connect = () => NodeKey.Connect(Url, key);
    }

    public Uri Url { get; }

    /// <summary>A client under the right key.</summary>
    public ActorsClient Connect() => _connect();

    /// <summary>
    /// The named gateway; else the node that holds the data directory; else one started here. While another one-shot
    /// command holds the directory, it is waited for.
    /// </summary>
    public static async Task<NodeAccess> OpenAsync(string? gateway, Terminal terminal)
    {
        if (GatewayAddress.Find(gateway, terminal.Variable) is { } named)
            return new NodeAccess(named, terminal);

        var path = NodeConfiguration.DataDirectory(terminal.Directory);
        var said = false;
        while (true)
        {
            if (await FindRunningAsync(path, terminal) is { } running)
                return new NodeAccess(running, terminal);
            if (TryHold(path) is { } directory)
            {
                var key = NodeKey.New();
                var own = await Screen.WaitAsync(
                    terminal, "Starting a node ...",
                    () => Node.StartAsync(NodeConfiguration.OneShot(terminal.Directory, key), directory, terminal.Interrupts.Token));
                return new NodeAccess(own, key);
            }

            if (!said)
                await terminal.Error.WriteLineAsync($"Waiting for another command that uses the data directory {path} ...");
            said = true;
            await Task.Delay(Pause, terminal.Time, terminal.Interrupts.Token);
        }
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<Uri?> FindRunningAsync(string path, Terminal terminal)
    {
        if (DataDirectory.FindHolder(path) is not { } url)
            return null;
        using var client = new ActorsClient(url);
        // A node that is about to end still holds the lock; it is as good as none.
        return await client.IsAliveAsync(Patience, terminal.Interrupts.Token) ? url : null;
    }

    private static DataDirectory? TryHold(string path)
    {
        try
        {
            return DataDirectory.Open(path);
        }
        catch (DataDirectoryException e) when (e.IsHeld)
        {
            return null;
        }
        catch (DataDirectoryException e)
        {
            throw CommandException.Usage(e.Message, e);
        }
    }
}

using System.CommandLine;
using Actors.Silo.Store;

namespace Actors.Cli.Nodes;

/// <summary><c>actors serve</c>: a node that stays until SIGTERM or Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "serve", "Run a node: gateway, silo and practice origin. Settings: appsettings.json, environment, or --Key=value here.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, _) => RunAsync(terminal, [.. parsed.UnmatchedTokens]));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string[] args)
    {
        Settings.Check(args);
        try
        {
            await using var node = await StartAsync(terminal, args);
            await node.WaitForShutdownAsync();
        }
        catch (OperationCanceledException)
        {
            // Told to stop while it was starting: that is a good end too.
        }

        return ExitCode.Ok;
    }

    private static async Task<Node> StartAsync(Terminal terminal, string[] args)
    {
        DataDirectory? directory = null;
        var builder = Build(terminal, args);
        if (string.IsNullOrEmpty(builder.Configuration["Cluster:Redis"]))
            directory = Hold(NodeConfiguration.DataDirectory(builder.Configuration, terminal.Directory));
        var node = await Node.StartAsync(builder, directory, CancellationToken.None);
        directory?.Announce(node.Url);
        await terminal.Out.WriteLineAsync($"Serving on {node.Url.ToString().TrimEnd('/')}");
        await terminal.Out.FlushAsync();
        return node;
    }

    private static Microsoft.AspNetCore.Builder.WebApplicationBuilder Build(Terminal terminal, string[] args)
    {
        try
        {
            return NodeConfiguration.Serve(terminal.Directory, args);
        }
        catch (InvalidDataException e)
        {
            throw CommandException.Usage($"{e.Message} {e.GetBaseException().Message}", e);
        }
    }

    private static DataDirectory Hold(string path)
    {
        try
        {
            return DataDirectory.Open(path);
        }
        catch (DataDirectoryException e)
        {
            throw e.IsHeld ? CommandException.NoNode(e.Message, e) : CommandException.Usage(e.Message, e);
        }
    }
}

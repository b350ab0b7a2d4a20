using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>A real Redis with an append-only file, on a port of its own.</summary>
internal sealed class RedisServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Stage _stage;
    private readonly string _program;
    private readonly string _directory;

    private readonly string _password;

    private RedisServer(Stage stage, string program, string password)
    {
        (_stage, _program, _password) = (stage, program, password);
        _directory = Directory.CreateDirectory(Path.Combine(stage.Directory, "redis")).FullName;
        Process = Launch();
    }

    public int Port { get; } = FreePorts.Next();

    /// <summary>As <c>Cluster:Redis</c>.</summary>
    public string Connection => $"127.0.0.1:{Port}";

    public RunningProcess Process { get; private set; }

    /// <summary>The test is skipped where there is none.</summary>
    /// <param name="password">What clients must know; empty = nothing.</param>
    public static async Task<RedisServer> Start(Stage stage, string password = "")
    {
        var server = new RedisServer(stage, OptionalTool.Require("apt-get install redis-server", "redis-server"), password);
        await server.Ready();
        return server;
    }

    /// <summary>kill -9, and the same again on what it had on disk.</summary>
    /// <param name="forgetful">Its disk is lost too.</param>
    public async Task KillAndRestart(bool forgetful = false)
    {
        await Process.Kill();
        if (forgetful)
            Directory.Delete(Path.Combine(_directory, "appendonlydir"), recursive: true);
        Process = Launch();
        await Ready();
    }

    public Task Set(string key, string value) => Command($"SET {key} {value}", "+OK");

    /// <summary>Everything it holds is gone, membership too.</summary>
    public Task Flush() => Command("FLUSHALL", "+OK");

    private RunningProcess Launch() => _stage.Start("redis-server",
    [
        _program, "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _directory,
        "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--requirepass", _password,
    ]);

    private Task Ready() => Eventually.True(
        async () =>
        {
            Assert.False(Process.HasExited, Process.Describe());
            try
            {
                await Command("PING", _password.Length == 0 ? "+PONG" : "-NOAUTH Authentication required.");
                return true;
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                return false;
            }
        },
        Patience,
        () => $"Redis never answered.\n{Process.Describe()}");

    // One inline command of Redis' own protocol: not worth a client.
    private async Task Command(string command, string answer)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(global::System.Text.Encoding.ASCII.GetBytes(command + "\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        if (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is var said && said != answer)
            throw new IOException($"Redis answered {command} with '{said}'.");
    }
}

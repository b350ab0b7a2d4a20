using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Processes;

/// <summary>A Redis with an append-only file. Disposing kills it.</summary>
internal sealed class Redis : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly int _port = FreePorts.Take(1)[0];

    private Redis(string folder, string address)
    {
        Connection = $"{address}:{_port}";
        string[] addresses = [.. new HashSet<string> { "127.0.0.1", address }];
        string[] args =
        [
            "--port", $"{_port}", "--protected-mode", "no", "--bind", .. addresses, "--dir", folder, "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        ];
        _process = Process.Start(new ProcessStartInfo("redis-server", args) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("redis-server does not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>As <c>Cluster:Redis</c>.</summary>
    public string Connection { get; }

    /// <param name="address">Where it listens, besides loopback.</param>
    public static async Task<Redis> Start(string folder, string address = "127.0.0.1")
    {
        var redis = new Redis(folder, address);
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < StartTimeout)
        {
            try
            {
                if (await redis.Say("PING") == "+PONG") return redis;
            }
            catch (SocketException)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        redis.Dispose();
        throw new InvalidOperationException("redis-server did not get ready.");
    }

    /// <summary>Everything is gone, membership too.</summary>
    public Task Flush() => Say("FLUSHALL");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string?> Say(string command)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Actors.Cli.Nodes;
using Actors.Silo.Store;
using Microsoft.Extensions.Configuration;

namespace Actors.Cli.Tests.Chars.Hostile;

/// <summary>
/// Ten thousand bad requests against a whole node: each is answered, none breaks anything, and nothing of them stays. The node
/// runs in this process, so that what it holds can be counted.
/// </summary>
[Collection(nameof(Alone))]
public sealed class BadRequestTests : IDisposable
{
    private const int HttpRequests = 5000;
    private const int Frames = 3000;
    private const int Lines = 2000;
    private const long MayGrow = 10 << 20;

    private readonly CommandRun _cli = new();
    private readonly BadRequests _bad;
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public BadRequestTests()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("ACTORS_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"ACTORS_SEED={seed}");
        _bad = new BadRequests(new Random(seed));
        _patience.CancelAfter(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task None_of_ten_thousand_breaks_anything_or_stays()
    {
        var telnet = FreePorts.Take(1)[0];
        var builder = NodeConfiguration.OneShot(_cli.Directory);
        builder.Configuration.AddInMemoryCollection(
            [new("Telnet:Port", telnet.ToString(CultureInfo.InvariantCulture)), new("Origin:Embedded", "false"), new("Limits:CharCacheBytes", "1048576")]);
        await using var node = await Node.StartAsync(builder, DataDirectory.Open(Path.Combine(_cli.Directory, "data")), _patience.Token);
        // What is allocated once, caches and compiled code, is there before counting.
        await Send(node.Url.Port, telnet, 2);
        var (memory, handles) = Held();

        var answers = await Send(node.Url.Port, telnet, 1);

        var (memoryAfter, handlesAfter) = await Settled(handles);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(", ", answers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))}; " +
            $"memory {memory >> 10} -> {memoryAfter >> 10} KiB, handles {handles} -> {handlesAfter}");
        Assert.True(memoryAfter - memory <= MayGrow, $"memory grew from {memory} to {memoryAfter} bytes");
        Assert.True(handlesAfter <= handles, $"{handles} handles became {handlesAfter}");
        Assert.Equal(HttpRequests + Frames + Lines, answers.Where(pair => !pair.Key.StartsWith("frame:", StringComparison.Ordinal)).Sum(pair => pair.Value));
    }

    public void Dispose()
    {
        _patience.Dispose();
        _cli.Dispose();
    }

    private async Task<Dictionary<string, int>> Send(int http, int telnet, int part)
    {
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        await SendHttp(http, HttpRequests / part, answers);
        await SendFrames(http, Frames / part, answers);
        await SendLines(telnet, Lines / part, answers);
        return answers;
    }

    private async Task SendHttp(int port, int count, Dictionary<string, int> answers)
    {
        using var http = new RawHttp(port);
        for (var sent = 0; sent < count; sent++)
        {
            var target = _bad.Target();
            var (status, body) = await http.Get(target, _patience.Token);
            Assert.True(status < 500, $"{target} was answered {status}: {body}");
            Assert.True(status < 400 || body.Contains("\"code\":\"", StringComparison.Ordinal) || target.StartsWith("/chars", StringComparison.Ordinal) || body.Length == 0, $"{target} was answered {status} without a code: {body}");
            Assert.True(!body.Contains('\uFFFD', StringComparison.Ordinal) || target.Contains("EF%BF%BD", StringComparison.OrdinalIgnoreCase), $"{target} was answered with U+FFFD: {body}");
            Count(answers, $"http {status}");
        }
    }

    private async Task SendFrames(int port, int count, Dictionary<string, int> answers)
    {
        ClientWebSocket? socket = null;
        for (var sent = 0; sent < count; sent++)
        {
            var frame = _bad.Frame();
            if (socket is null)
            {
                socket = new ClientWebSocket();
                await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/v1/socket"), _patience.Token);
                await Send(socket, """{"type":"hello"}""");
            }

            await Send(socket, frame);
            await Send(socket, """{"type":"ping"}""");
            if (!await ReadToPong(socket, frame, answers))
            {
                socket.Dispose();
                socket = null;
            }

            Count(answers, "frames");
        }

        socket?.Dispose();
    }

    private async Task<bool> ReadToPong(ClientWebSocket socket, string frame, Dictionary<string, int> answers)
    {
        var buffer = new byte[1 << 18];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), _patience.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Assert.NotEqual(WebSocketCloseStatus.InternalServerError, socket.CloseStatus);
                    return false;
                }

                length += part.Count;
            }
            while (!part.EndOfMessage);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            Assert.False(text.Contains("\"code\":\"internal_error\"", StringComparison.Ordinal), $"{frame} was answered {text}");
            if (text.Contains("\"type\":\"pong\"", StringComparison.Ordinal))
                return true;
            Count(answers, "frame: " + text[9..text.IndexOf('"', 9)]);
        }
    }

    private async Task SendLines(int port, int count, Dictionary<string, int> answers)
    {
        TcpClient? tcp = null;
        for (var sent = 0; sent < count; sent++)
        {
            if (tcp is null)
            {
                tcp = new TcpClient();
                await tcp.ConnectAsync(IPAddress.Loopback, port, _patience.Token);
                Assert.True(await ReadToPrompt(tcp));
            }

            await tcp.GetStream().WriteAsync(_bad.Line(), _patience.Token);
            if (!await ReadToPrompt(tcp))
            {
                tcp.Dispose();
                tcp = null;
            }

            Count(answers, "lines");
        }

        tcp?.Dispose();
    }

    // False if the server ended the session.
    private async Task<bool> ReadToPrompt(TcpClient tcp)
    {
        var (buffer, end) = (new byte[1 << 16], new List<byte>());
        while (true)
        {
            int read;
            try
            {
                read = await tcp.GetStream().ReadAsync(buffer, _patience.Token);
            }
            catch (IOException)
            {
                return false;
            }

            if (read == 0)
                return false;
            end.AddRange(buffer.AsSpan(Math.Max(0, read - 3), Math.Min(3, read)));
            if (end.Count >= 3 && end[^3..].SequenceEqual("?> "u8.ToArray()))
                return true;
        }
    }

    private Task Send(ClientWebSocket socket, string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, _patience.Token);

    // Connections that this side has closed end on the other side a moment later.
    private async Task<(long Memory, int Handles)> Settled(int handles)
    {
        while (Held() is var held && held.Handles > handles)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _patience.Token);
        return Held();
    }

    private static (long Memory, int Handles) Held()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: false), OpenFiles());
    }

    // Assemblies are opened when they are first needed, and stay.
    private static int OpenFiles() => !Directory.Exists("/proc/self/fd") ? 0 : Directory.GetFileSystemEntries("/proc/self/fd")
        .Count(file => new FileInfo(file).LinkTarget is { } target && !target.EndsWith(".dll", StringComparison.Ordinal));

    private static void Count(Dictionary<string, int> answers, string answer) => answers[answer] = answers.GetValueOrDefault(answer) + 1;
}

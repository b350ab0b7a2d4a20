using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.System.Tests.Chars;

/// <summary>A session of the telnet port, with everything that went over it.</summary>
internal sealed class TelnetClient : IDisposable
{
    private const string Prompt = "?> ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly StringBuilder _transcript = new();

    private TelnetClient(TcpClient tcp)
    {
        _tcp = tcp;
        // Asked for once: a half-closed connection counts as none.
        _stream = tcp.GetStream();
    }

    /// <summary>Both directions, line ends as they were.</summary>
    public string Transcript => _transcript.ToString();

    public static async Task<TelnetClient> Open(int port)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var client = new TelnetClient(tcp);
        Assert.Equal("", await client.Answer());
        return client;
    }

    /// <summary>Sends a line; what comes back before the next prompt.</summary>
    public async Task<string> Ask(string line)
    {
        await Send(line + "\r\n");
        return await Answer();
    }

    /// <summary>Ends this side of the connection; what the other side still says until it ends too.</summary>
    public async Task<string> Leave()
    {
        _tcp.Client.Shutdown(SocketShutdown.Send);
        return await ReadUntil(_ => false);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }

    private async Task Send(string text)
    {
        _transcript.Append(text);
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
    }

    // No name ends with the prompt after a line end, so the first one is the end of the answer.
    private async Task<string> Answer()
    {
        var text = await ReadUntil(text => text == Prompt || text.EndsWith("\n" + Prompt, StringComparison.Ordinal));
        Assert.EndsWith(Prompt, text, StringComparison.Ordinal);
        return text[..^Prompt.Length];
    }

    private async Task<string> ReadUntil(Func<string, bool> isWhole)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var text = new StringBuilder();
        var bytes = new byte[16384];
        var letters = new char[16384];
        while (!isWhole(Tail(text)))
        {
            var count = await _stream.ReadAsync(bytes, deadline.Token);
            if (count == 0)
                break;
            text.Append(letters, 0, decoder.GetChars(bytes, 0, count, letters, 0));
        }

        _transcript.Append(text);
        return text.ToString();
    }

    private static string Tail(StringBuilder text) => text.Length <= 8 ? text.ToString() : text.ToString(text.Length - 8, 8);
}

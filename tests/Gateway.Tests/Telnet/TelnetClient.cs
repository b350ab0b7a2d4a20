using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Gateway.Tests.Telnet;

/// <summary>A TCP client that sends bytes and waits for text.</summary>
internal sealed class TelnetClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[64 << 10];

    public EndPoint Local => _socket.LocalEndPoint!;

    public static async Task<TelnetClient> Open(IPEndPoint server, int? receiveBuffer = null)
    {
        var client = new TelnetClient();
        if (receiveBuffer is { } bytes)
            client._socket.ReceiveBufferSize = bytes;
        await client._socket.ConnectAsync(server, Answers.Cancel);
        return client;
    }

    /// <summary>A client that was prompted.</summary>
    public static async Task<TelnetClient> OpenPrompted(IPEndPoint server)
    {
        var client = await Open(server);
        Assert.Equal("?> ", await client.ReceiveUntil("?> "));
        return client;
    }

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public async Task Send(params byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent), Answers.Cancel);
    }

    /// <summary>Says that nothing more will be sent; answers can still be received.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection without a word.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, 0);
        _socket.Dispose();
    }

    /// <summary>What has come when it ends with that.</summary>
    public async Task<string> ReceiveUntil(string ending)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith(ending, StringComparison.Ordinal))
            text.Append(await ReceiveSome() ?? throw new InvalidOperationException($"Closed after: {text}"));
        return text.ToString();
    }

    /// <summary>Everything up to the server's end.</summary>
    public async Task<string> ReceiveToEnd()
    {
        using var received = new MemoryStream();
        while (await ReceiveBytes() is { Length: > 0 } bytes)
            received.Write(bytes.Span);
        return Encoding.UTF8.GetString(received.ToArray());
    }

    public async Task<ReadOnlyMemory<byte>> ReceiveBytes()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Answers.Cancel);
        deadline.CancelAfter(Patience);
        return _buffer.AsMemory(0, await _socket.ReceiveAsync(_buffer, deadline.Token));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string?> ReceiveSome()
    {
        var bytes = await ReceiveBytes();
        return bytes.Length > 0 ? Encoding.UTF8.GetString(bytes.Span) : null;
    }
}

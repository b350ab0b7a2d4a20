using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Grains.Tests.Origins;

/// <summary>A server made of sockets: sends what a well-behaved one would not. One answer to each connection.</summary>
public sealed class RawOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;

    public RawOrigin(RawAnswer answer)
    {
        _listener.Start();
        _loop = Accept(answer);
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The last request, with its headers.</summary>
    public string Request { get; private set; } = "";

    /// <summary>Everything was sent, and nothing more comes.</summary>
    public Task Stalled => _stalled.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task Accept(RawAnswer answer)
    {
        try
        {
            while (true)
            {
                _connections.Add(Serve(await _listener.AcceptSocketAsync(_stop.Token), answer));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task Serve(Socket socket, RawAnswer answer)
    {
        using (socket)
        {
            try
            {
                await ReadRequest(socket);
                await socket.SendAsync(answer.Bytes, _stop.Token);
                await End(socket, answer.Ending);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                // The client went, or the test ended.
            }
        }
    }

    private async Task ReadRequest(Socket socket)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
            length += read;
            if (read == 0 || buffer[0] == 0x16)
            {
                // A TLS handshake: this is not a server for that.
                return;
            }
        }
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8));

        Request = Encoding.Latin1.GetString(buffer, 0, length);
    }

    private async Task End(Socket socket, RawEnding ending)
    {
        switch (ending)
        {
            case RawEnding.Reset:
                socket.LingerState = new LingerOption(enable: true, 0);
                break;
            case RawEnding.Stall:
                _stalled.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                break;
            default:
                socket.Shutdown(SocketShutdown.Send);
                // Until the client has closed too: closing with unread bytes would be a reset.
                while (await socket.ReceiveAsync(new byte[1024], _stop.Token) > 0)
                {
                }

                break;
        }
    }
}

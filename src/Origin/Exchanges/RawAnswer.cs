using System.Net.Sockets;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Origin.Exchanges;

/// <summary>
/// Writes to the socket past the HTTP server, which is too well-behaved for some faults, and ends the connection. The server has
/// nothing to say meanwhile: it answers only when the mode has returned, and by then the connection is gone.
/// </summary>
internal sealed class RawAnswer(Exchange exchange, TimeProvider time)
{
    /// <summary>For a client that does not close after FIN.</summary>
    private static readonly TimeSpan _longestFarewell = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = exchange.Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <exception cref="ConnectionResetException">The client has left.</exception>
    public async Task Send(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            for (var rest = bytes; rest.Length > 0;)
            {
                var sent = await _socket.SendAsync(rest, SocketFlags.None, exchange.Left);
                exchange.Bytes += sent;
                rest = rest[sent..];
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            exchange.Http.Abort();
            throw new ConnectionResetException("The client has left.", gone);
        }
    }

    /// <summary>The last bytes, then an orderly end.</summary>
    /// <param name="status">For the log.</param>
    public async Task Fin(int status, ReadOnlyMemory<byte> last = default)
    {
        await SendLast(status, last);
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            await Pause.For(_longestFarewell, time, exchange.Left);
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has closed too, as it should.
        }

        exchange.Http.Abort();
    }

    /// <summary>The last bytes, then a reset.</summary>
    /// <param name="status">For the log.</param>
    public async Task Rst(int status, ReadOnlyMemory<byte> last = default)
    {
        await SendLast(status, last);
        exchange.Http.Abort();
    }

    private Task SendLast(int status, ReadOnlyMemory<byte> last)
    {
        // Counted first: the log's end comes before the client's.
        exchange.Bytes += last.Length;
        exchange.End(status);
        return Send(last);
    }
}

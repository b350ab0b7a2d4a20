using System.Buffers;
using System.Net.WebSockets;

namespace Actors.Gateway.Sockets;

/// <summary>Receives whole messages. A buffer is only held while a message arrives: idle connections cost none.</summary>
internal sealed class SocketFrame(int maxBytes) : IDisposable
{
    /// <summary>Fragments without a byte would keep a message open for ever, below every limit of its size.</summary>
    private const int MaxEmptyParts = 64;

    private byte[]? _buffer;
    private int _length;

    public SocketFrameEnding Ending { get; private set; }

    public bool IsText { get; private set; }

    /// <summary>The message; valid until the next one is received.</summary>
    public ReadOnlyMemory<byte> Utf8 => _buffer.AsMemory(0, _length);

    /// <summary>Reads the next message to its end, keeping at most the allowed size of it.</summary>
    public async Task Receive(WebSocket socket, CancellationToken cancellationToken)
    {
        Release();
        var result = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        _buffer = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
        var emptyParts = 0;
        while (result is { MessageType: not WebSocketMessageType.Close, EndOfMessage: false } && _length <= maxBytes && emptyParts <= MaxEmptyParts)
        {
            result = await socket.ReceiveAsync(_buffer.AsMemory(_length, maxBytes + 1 - _length), cancellationToken);
            _length += result.Count;
            emptyParts += result.Count == 0 ? 1 : 0;
        }

        IsText = result.MessageType == WebSocketMessageType.Text;
        Ending = result.MessageType == WebSocketMessageType.Close ? SocketFrameEnding.Closed
            : _length > maxBytes ? SocketFrameEnding.TooBig
            : emptyParts > MaxEmptyParts ? SocketFrameEnding.InPieces
            : SocketFrameEnding.Whole;
    }

    public void Dispose() => Release();

    private void Release()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _length = 0;
    }
}

/// <summary>How receiving a frame ended.</summary>
internal enum SocketFrameEnding
{
    Whole,
    TooBig,
    InPieces,
    Closed,
}

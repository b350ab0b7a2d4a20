using System.Net.Sockets;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>
/// A connection on which a request is sent once. Where a server closes it without a word, .NET silently sends a GET again,
/// up to three times and at once: behind the throttle's back and without back-off. It does not for an I/O error, so this
/// stream makes one of the silent end. Nothing is sent whose permit has ended.
/// </summary>
internal sealed class UnrepeatedStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private bool _hasAnswer;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0 && !_hasAnswer)
        {
            throw new IOException("The connection was closed without an answer.");
        }

        _hasAnswer |= read > 0;
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        SendFence.Pass();
        _hasAnswer = false;
        return base.WriteAsync(buffer, cancellationToken);
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace Actors.PushBench.Load;

/// <summary>
/// Finds the frames of a server (RFC 6455 section 5.2) in what a connection delivers. As little work as possible: it runs
/// for each delivery.
/// </summary>
internal sealed class FrameReader(FrameHandler handler)
{
    private const int LongestHeader = 10;
    private const int LongestPayload = 16 << 20;

    private readonly byte[] _header = new byte[LongestHeader];
    private int _headerLength;
    private byte[]? _payload;
    private int _payloadLength;
    private int _expected;

    /// <exception cref="InvalidDataException">These are no frames that such a server sends.</exception>
    public void Feed(ReadOnlySpan<byte> data, long at)
    {
        while (!data.IsEmpty)
        {
            if (_payload is null && !TakeHeader(ref data)) return;
            if (_payload is null && data.Length >= _expected)
            {
                Hand(data[.._expected], at);
                data = data[_expected..];
                continue;
            }

            _payload ??= ArrayPool<byte>.Shared.Rent(_expected);
            var part = Math.Min(_expected - _payloadLength, data.Length);
            data[..part].CopyTo(_payload.AsSpan(_payloadLength));
            _payloadLength += part;
            data = data[part..];
            if (_payloadLength < _expected) return;
            var whole = _payload;
            Hand(whole.AsSpan(0, _expected), at);
            ArrayPool<byte>.Shared.Return(whole);
            (_payload, _payloadLength) = (null, 0);
        }
    }

    /// <summary>A new connection begins.</summary>
    public void Reset() => (_headerLength, _payload, _payloadLength) = (0, null, 0);

    private void Hand(ReadOnlySpan<byte> payload, long at)
    {
        _headerLength = 0;
        handler(_header[0] & 0x0F, payload, at);
    }

    // True once the whole header is there; a frame without payload is handed on here.
    private bool TakeHeader(ref ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            _header[_headerLength++] = data[0];
            data = data[1..];
            if (_headerLength < 2) continue;
            var length = _header[1];
            if (length > 127) throw new InvalidDataException("A server's frame is masked.");
            if ((_header[0] & 0xF0) != 0x80)
                throw new InvalidDataException("A frame is a fragment, or uses an extension that was not offered.");
            var size = length switch { 127 => 10, 126 => 4, _ => 2 };
            if (_headerLength < size) continue;
            var expected = length switch
            {
                127 => BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
                126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
                _ => length,
            };
            if (expected > LongestPayload) throw new InvalidDataException($"A frame of {expected} bytes.");
            _expected = (int)expected;
            if (_expected > 0) return true;
            Hand([], 0);
        }

        return false;
    }
}

/// <param name="opcode">1 text, 8 close, 9 ping, 10 pong.</param>
/// <param name="payload">Valid during the call only.</param>
/// <param name="at">Timestamp of the arrival.</param>
internal delegate void FrameHandler(int opcode, ReadOnlySpan<byte> payload, long at);

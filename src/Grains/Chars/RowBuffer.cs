using System.Buffers;

namespace Actors.Grains.Chars;

/// <summary>
/// Room for an answer while it is made, from the pool that all share: activations are many and idle mostly, and a page of
/// 1,000 rows needs 200 KB.
/// </summary>
internal sealed class RowBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 8 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Smallest);
    private int _written;

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(_written);
    }

    public void Clear() => _written = 0;

    public byte[] ToArray() => _bytes.AsSpan(0, _written).ToArray();

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int sizeHint)
    {
        if (_bytes.Length - _written >= Math.Max(sizeHint, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _written + sizeHint));
        _bytes.AsSpan(0, _written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

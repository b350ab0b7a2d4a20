namespace Actors.Grains.Origins;

/// <summary>A response's body as it comes off the wire: counted, timed, and at an end when it is too large.</summary>
internal sealed class WireStream(Stream inner, int maxBytes, ExchangeClock clock) : Stream
{
    private readonly byte[] _last = new byte[4];
    private byte[] _ahead = [];
    private long _length;

    /// <summary>The last four bytes that came; zeros where there were fewer.</summary>
    public ReadOnlySpan<byte> Last => _last;

    /// <summary>It was longer than allowed; what was read since is the end of it.</summary>
    public bool IsTooLong => _length > maxBytes;

    /// <summary>Whoever reads has asked for more than there was.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, fewer if there are no more; they come again with what is read next. Once, and before all else.</summary>
    public async ValueTask<byte[]> Peek(int count, CancellationToken cancellationToken)
    {
        var ahead = new byte[count];
        var length = 0;
        while (length < count && await ReadAsync(ahead.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
        }

        return _ahead = ahead[..length];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ahead.Length > 0)
        {
            var again = Math.Min(_ahead.Length, buffer.Length);
            _ahead.AsMemory(0, again).CopyTo(buffer);
            _ahead = _ahead[again..];
            return again;
        }

        if (IsTooLong)
        {
            return 0;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        clock.Progress(read);
        HasEnded |= read == 0 && buffer.Length > 0;
        _length += read;
        Keep(buffer.Span[..read]);
        return IsTooLong ? 0 : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> read)
    {
        var last = read[^Math.Min(_last.Length, read.Length)..];
        _last.AsSpan(last.Length).CopyTo(_last);
        last.CopyTo(_last.AsSpan(_last.Length - last.Length));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

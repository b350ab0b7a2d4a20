using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Actors.Gateway.Telnet;

/// <summary>Cuts what a client sends into lines.</summary>
internal sealed class TelnetReader(PipeReader input)
{
    /// <summary>Longest line in bytes, without its end (LF or CR LF).</summary>
    public const int MaxLine = 4096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // RFC 3629 §3: the octets C0, C1 and F5 to FF never appear in UTF-8.
    private static readonly SearchValues<byte> Impossible = SearchValues.Create(
        [0xC0, 0xC1, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF]);

    /// <summary>The next line. What was sent last counts as one without a line feed too.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async ValueTask<TelnetLine> Next(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Decode(buffer.Slice(0, end));
                input.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            // Telnet's Ctrl-C comes without a line feed; its user should not have to press Enter to get away.
            if (result.IsCompleted || IsTooLong(buffer) || NeverText(buffer))
            {
                var line = buffer.IsEmpty ? new TelnetLine(TelnetLineKind.End) : Decode(buffer);
                input.AdvanceTo(buffer.End);
                return line;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Reads on and throws it away, until the client's end or so many bytes.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task Drain(long atMost, CancellationToken cancellationToken)
    {
        while (atMost > 0)
        {
            var result = await input.ReadAsync(cancellationToken);
            if (result.IsCompleted)
                return;
            atMost -= result.Buffer.Length;
            input.AdvanceTo(result.Buffer.End);
        }
    }

    private static TelnetLine Decode(ReadOnlySequence<byte> line)
    {
        if (IsTooLong(line))
            return new TelnetLine(TelnetLineKind.TooLong);
        try
        {
            return new TelnetLine(TelnetLineKind.Text, Utf8.GetString(line));
        }
        catch (DecoderFallbackException)
        {
            return new TelnetLine(TelnetLineKind.NotText);
        }
    }

    private static bool IsTooLong(ReadOnlySequence<byte> line) =>
        line.Length > MaxLine && (line.Length > MaxLine + 1 || line.Slice(MaxLine).FirstSpan[0] != '\r');

    private static bool NeverText(ReadOnlySequence<byte> part)
    {
        foreach (var memory in part)
            if (memory.Span.ContainsAny(Impossible))
                return true;
        return false;
    }
}

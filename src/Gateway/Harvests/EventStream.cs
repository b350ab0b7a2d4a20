using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using Actors.Gateway.Push;
using Actors.Gateway.Sockets;
using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Harvests;

/// <summary>
/// One client of a feed over server-sent events. Only numbered events carry an <c>id</c>, so that Last-Event-ID is always
/// a place in the log; a progress is the same bytes without one.
/// </summary>
internal sealed class EventStream(HarvestFeed feed, PipeWriter output, TimeProvider time, LimitsOptions limits, GatewayMetrics metrics)
    : IFeedReader
{
    /// <summary>Written before the client is waited for.</summary>
    private const int FlushBytes = 32 << 10;

    private readonly Signal _changed = new(time);
    private int _unflushed;

    public void Wake() => _changed.Set();

    /// <summary>When to come back after a loss: spread, so that the clients of a gateway that went away do not come together.</summary>
    public static string Retry(TimeSpan atLeast) => $"retry: {(int)atLeast.TotalMilliseconds + Random.Shared.Next(0, 1000)}\n\n";

    /// <summary>Sends everything from a place on until the harvest's end.</summary>
    /// <exception cref="TimeoutException">The client does not read.</exception>
    /// <param name="reset">Why the stream does not begin where the client asked; null if it does.</param>
    public async Task Run(Position from, string? reset, CancellationToken cancellationToken)
    {
        feed.Attach(this);
        metrics.Stream(1);
        try
        {
            Write(Encoding.ASCII.GetBytes(Retry(TimeSpan.FromSeconds(0.5))));
            if (reset is not null)
                WriteReset(from, reset);
            await Follow(new FeedCursor(from), cancellationToken);
        }
        finally
        {
            metrics.Stream(-1);
            feed.Detach(this);
        }
    }

    private async Task Follow(FeedCursor cursor, CancellationToken cancellationToken)
    {
        while (!feed.Gone)
        {
            switch (cursor.Next(feed.View, countries: true, progressDue: true, out var utf8))
            {
                case FeedStep.Event:
                    WriteId(cursor.Epoch, cursor.Seq);
                    WriteData(utf8);
                    break;
                case FeedStep.Progress:
                    WriteData(utf8);
                    break;
                case FeedStep.Reset:
                    cursor = new FeedCursor(new Position(feed.View.Epoch, 0));
                    WriteReset(new Position(cursor.Epoch, 0), "epoch_changed");
                    break;
                case FeedStep.End:
                    await Flush(cancellationToken);
                    return;
                default:
                    await Flush(cancellationToken);
                    if (!await _changed.Wait(limits.Heartbeat, cancellationToken))
                        Write(":\n\n"u8);
                    break;
            }

            if (_unflushed >= FlushBytes)
            {
                await Flush(cancellationToken);
            }
        }
    }

    /// <exception cref="TimeoutException">The client has not read for <c>Limits:Send</c>.</exception>
    private async Task Flush(CancellationToken cancellationToken)
    {
        _unflushed = 0;
        var flush = output.FlushAsync(cancellationToken);
        if (!flush.IsCompletedSuccessfully)
            await flush.AsTask().WaitAsync(limits.Send, time, cancellationToken);
    }

    private void WriteReset(Position from, string reason)
    {
        Write("event: reset\n"u8);
        WriteId(from.Epoch, from.Seq);
        WriteData(SocketFrames.Reset(null, EventEncoder.Topic(feed.Id), reason));
    }

    private void WriteId(string epoch, long seq)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(seq, digits, out var length);
        Write("id: "u8);
        Write(Encoding.UTF8.GetBytes(epoch));
        Write(":"u8);
        Write(digits[..length]);
        Write("\n"u8);
    }

    private void WriteData(ReadOnlySpan<byte> utf8)
    {
        Write("data: "u8);
        Write(utf8);
        Write("\n\n"u8);
        metrics.Sent(utf8.Length);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _unflushed += bytes.Length;
    }
}

using System.Diagnostics.Metrics;

namespace Actors.Gateway.Telemetry;

/// <summary>What this gateway pushes. Meter <c>Actors.Gateway</c>.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly UpDownCounter<int> _sockets;
    private readonly UpDownCounter<int> _subscriptions;
    private readonly UpDownCounter<int> _streams;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _gaps;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Actors.Gateway");
        _sockets = _meter.CreateUpDownCounter<int>("actors.gateway.sockets", "{socket}", "WebSockets open");
        _subscriptions = _meter.CreateUpDownCounter<int>("actors.gateway.subscriptions", "{subscription}", "Live subscriptions of sockets");
        _streams = _meter.CreateUpDownCounter<int>("actors.gateway.event_streams", "{stream}", "Event streams (SSE) open");
        _frames = _meter.CreateCounter<long>("actors.gateway.frames_sent", "{frame}", "Frames and events sent to clients");
        _bytes = _meter.CreateCounter<long>("actors.gateway.bytes_sent", "By", "Payload sent in frames and events");
        _gaps = _meter.CreateCounter<long>("actors.gateway.feed_gaps", "{gap}", "Lost observer messages noticed and repaired");
    }

    public void Socket(int change) => _sockets.Add(change);

    public void Subscription(int change) => _subscriptions.Add(change);

    public void Stream(int change) => _streams.Add(change);

    public void Sent(int bytes)
    {
        _frames.Add(1);
        _bytes.Add(bytes);
    }

    public void Gap() => _gaps.Add(1);

    public void Dispose() => _meter.Dispose();
}

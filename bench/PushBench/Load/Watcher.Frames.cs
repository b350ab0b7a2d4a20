using System.Net.Sockets;
using System.Text;

namespace Actors.PushBench.Load;

/// <summary>What it says, and what it makes of the frames that come.</summary>
internal sealed partial class Watcher
{
    private const byte EndOfRecord = 0x1E;

    private void Greet(Socket socket)
    {
        switch (_crowd.Dialect)
        {
            case Dialect.Actors:
                socket.Send(Wire.Frame("""{"type":"hello"}"""));
                foreach (var trail in _trails) socket.Send(Wire.Frame(Subscribe(trail)));
                break;
            case Dialect.SignalR:
                socket.Send(Wire.Frame("{\"protocol\":\"json\",\"version\":1}\u001e"));
                break;
            default:
                _ready.TrySetResult();
                break;
        }
    }

    private static string Subscribe(Trail trail)
    {
        var from = trail.IsKnown ? $$""","from":{"epoch":"{{trail.Epoch}}","seq":{{trail.Last}}}""" : "";
        return $$"""{"type":"subscribe","id":"{{trail.Topic}}","topic":"{{trail.Topic}}"{{from}}}""";
    }

    private void Handle(int opcode, ReadOnlySpan<byte> payload, long at)
    {
        switch (opcode)
        {
            case Wire.Text when _crowd.Dialect == Dialect.SignalR:
                // Records that were ready together share a frame.
                foreach (var record in payload.Split(EndOfRecord)) Record(payload[record], at);
                break;
            case Wire.Text:
                Message(payload, at);
                break;
            case Wire.Ping:
                _socket?.Send(Wire.Frame(Wire.Pong, payload));
                break;
            case Wire.Close:
                Leave(payload);
                break;
        }
    }

    private void Record(ReadOnlySpan<byte> json, long at)
    {
        if (json.SequenceEqual("{}"u8)) _ready.TrySetResult();
        if (EventText.IsEvent(json)) Event(json, at);
    }

    private void Message(ReadOnlySpan<byte> json, long at)
    {
        if (json.StartsWith("{\"type\":\"event\""u8))
        {
            Event(json, at);
            return;
        }

        var type = EventText.Type(json[..Math.Min(json.Length, 64)]);
        if (type.SequenceEqual("snapshot"u8))
            Snapshot(json[..Math.Min(json.Length, 256)]);
        else if (type.SequenceEqual("welcome"u8) && _trails.All(trail => trail.IsKnown))
            _ready.TrySetResult();
        else if (type.SequenceEqual("goaway"u8))
            _comeBackAfter = TimeSpan.FromMilliseconds(EventText.Number(json, "\"retryAfterMs\":"u8) ?? 0);
        else if (type.SequenceEqual("reset"u8))
            Resets++;
        else if (type.SequenceEqual("error"u8))
            Blame(Encoding.UTF8.GetString(json));
    }

    private void Snapshot(ReadOnlySpan<byte> json)
    {
        foreach (var trail in _trails)
        {
            if (trail.IsOf(json)) trail.Continue(Encoding.UTF8.GetString(EventText.Epoch(json)), EventText.Seq(json) ?? 0);
        }

        if (_trails.All(trail => trail.IsKnown)) _ready.TrySetResult();
    }

    private void Event(ReadOnlySpan<byte> json, long at)
    {
        Bytes += json.Length;
        if (LastEventAt != 0) LongestSilence = Math.Max(LongestSilence, at - LastEventAt);
        LastEventAt = at;
        if (_isResuming) ResumedAt = at;
        (_isResuming, _failures) = (false, 0);
        var trail = _trails[0];
        for (var index = 1; index < _trails.Length && !trail.IsOf(json); index++) trail = _trails[index];
        if (trail.Take(json, at) is { } fault) Blame(fault);
        if (_recording is null || trail != _trails[0]) return;
        var seq = EventText.Kind(json).SequenceEqual("progress"u8) ? null : EventText.Seq(json);
        _recording.Enqueue(new Recorded(at, seq, Encoding.UTF8.GetString(json)));
    }

    private void Leave(ReadOnlySpan<byte> payload)
    {
        var code = payload.Length >= 2 ? (payload[0] << 8) | payload[1] : 1005;
        if (code is >= 4400 and <= 4499 or 1002 or 1003 or (>= 1007 and <= 1010))
            Blame($"closed with {code} {Encoding.UTF8.GetString(payload[2..])}");
        if (_socket is not { } socket) return;
        // The answer must arrive: no reset of the connection this time.
        socket.LingerState = new LingerOption(enable: false, 0);
        socket.Send(Wire.Frame(Wire.Close, payload[..Math.Min(2, payload.Length)]));
        socket.Shutdown(SocketShutdown.Send);
    }
}

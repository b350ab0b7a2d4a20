using System.Text.Json;
using Actors.Gateway.Tests.Sockets;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Push;

/// <summary>
/// A client that believes what it is told, and checks the promises: numbers grow by one, nothing comes twice, after a loss
/// it goes on where it was or is told that it cannot.
/// </summary>
internal sealed class ModelClient(StagedHarvest harvest) : IDisposable
{
    private readonly Dictionary<string, string> _states = [];
    private TestSocket? _socket;
    private string? _epoch;
    private long _seq;
    private bool _resuming;

    public bool IsConnected => _socket is not null;

    public bool IsDone { get; private set; }

    public string? Ending { get; private set; }

    /// <summary>How often the server could not go on from where this client was.</summary>
    public int Resets { get; private set; }

    public IReadOnlyDictionary<string, string> States => _states;

    public async Task Join(RunningGateway gateway)
    {
        _socket = await TestSocket.OpenWelcomed(gateway);
        _resuming = _epoch is not null;
        await _socket.Send(SubscriptionFrames.Subscribe(
            harvest, _resuming ? $"\"from\":{{\"epoch\":\"{_epoch}\",\"seq\":{_seq}}}" : ""));
    }

    public void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>Reads so many frames, or to the end.</summary>
    public async Task Read(int frames)
    {
        while (frames-- > 0 && _socket is not null && !IsDone)
            Take(JsonElement.Parse(await _socket.ReceiveText() ?? throw new InvalidOperationException($"closed: {_socket.CloseStatus}")));
    }

    public void Dispose() => Drop();

    private void Take(JsonElement frame)
    {
        switch (frame.GetProperty("type").GetString())
        {
            case "reset":
                Assert.True(_resuming || _epoch is not null, "a reset without anything to go on from");
                Resets++;
                _epoch = null;
                break;
            case "snapshot":
                Assert.True(_epoch is null, "a snapshot in the middle, without a reset");
                (_epoch, _seq) = (frame.GetProperty("epoch").GetString(), frame.GetProperty("seq").GetInt64());
                _states.Clear();
                foreach (var country in frame.GetProperty("state").GetProperty("countries").EnumerateArray())
                    Put(country);
                Ending = frame.GetProperty("state").GetProperty("state").GetString();
                break;
            case "event":
                TakeEvent(frame);
                break;
            case "done":
                IsDone = true;
                break;
            default:
                Assert.Fail($"unexpected: {frame}");
                break;
        }
    }

    private void TakeEvent(JsonElement frame)
    {
        Assert.Equal(_epoch, frame.GetProperty("epoch").GetString());
        var seq = frame.GetProperty("seq").GetInt64();
        var kind = frame.GetProperty("kind").GetString();
        if (kind == "progress")
        {
            Assert.Equal(_seq, seq);
            return;
        }

        Assert.Equal(_seq + 1, seq);
        _seq = seq;
        if (kind == "country")
            Put(frame.GetProperty("country"));
        else
            Ending = frame.GetProperty("state").GetString();
    }

    private void Put(JsonElement country) => _states[country.GetProperty("code").GetString()!] = country.GetProperty("state").GetString()!;
}

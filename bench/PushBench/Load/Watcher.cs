using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.PushBench.Load;

/// <summary>One client: connects, subscribes, checks what comes, answers pings, and goes to the next target if it may.</summary>
internal sealed partial class Watcher : IDisposable
{
    private const int BufferBytes = 8192;
    private const int NarrowBytes = 512;
    private const int TcpMaxSegment = 2;
    private const int SmallSegment = 536;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly Crowd _crowd;
    private readonly Trail[] _trails;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Recorded>? _recording;
    private readonly FrameReader _frames;
    private int _target;
    private int _failures;
    private TimeSpan? _comeBackAfter;
    private bool _isResuming;
    private volatile Socket? _socket;
    private volatile bool _closed;
    private volatile bool _hurries;

    public Watcher(Crowd crowd, int number)
    {
        _crowd = crowd;
        _trails = [.. crowd.Topics.Select(topic => new Trail(topic))];
        foreach (var (trail, epoch) in _trails.Zip(crowd.Epochs)) trail.Continue(epoch, 0);
        _recording = crowd.Records && number == 0 ? [] : null;
        _target = crowd.Spreads ? number % crowd.Targets.Count : 0;
        _frames = new FrameReader(Handle);
    }

    public IReadOnlyList<Trail> Trails => _trails;

    /// <summary>Connected and subscribed for the first time.</summary>
    public Task Ready => _ready.Task;

    public IEnumerable<Recorded> Recording => _recording ?? [];

    public bool IsConnected => _socket is not null;

    public bool IsComplete => _trails.All(trail => trail.IsComplete);

    public long Bytes { get; private set; }

    public int Faults { get; private set; }

    public string? FirstFault { get; private set; }

    public int Resets { get; private set; }

    public int Connections { get; private set; }

    public long ResumedAt { get; private set; }

    public long LastEventAt { get; private set; }

    public long LongestSilence { get; private set; }

    /// <summary>From now on it reads as fast as it can.</summary>
    public void Hurry() => _hurries = true;

    public async Task Run()
    {
        while (!_closed)
        {
            try
            {
                await Converse(_crowd.Targets[_target % _crowd.Targets.Count]);
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException or TimeoutException)
            {
                // Who follows tries the next one.
                if (!_crowd.Follows && !_closed) Blame(failure.Message);
            }
            catch (InvalidDataException failure)
            {
                Blame(failure.Message);
            }

            _socket = null;
            if (_closed || IsComplete) return;
            if (!_crowd.Follows)
            {
                Blame("the connection ended");
                _ready.TrySetException(new InvalidOperationException($"{_crowd.Name}: {FirstFault}"));
                return;
            }

            _target++;
            _isResuming = Ready.IsCompleted;
            await Task.Delay(_comeBackAfter ?? BackOff(), TimeProvider.System);
            _comeBackAfter = null;
        }
    }

    public void Dispose()
    {
        _closed = true;
        _socket?.Dispose();
    }

    private async Task Converse(Uri target)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            // Thousands of connections that wait for late packets would use up the ports of the next measurement.
            LingerState = new LingerOption(enable: true, 0),
        };
        if (_crowd.IsNarrow)
        {
            // The kernel makes of it the least that it has.
            socket.ReceiveBufferSize = 1;
            socket.SetRawSocketOption((int)ProtocolType.Tcp, TcpMaxSegment, BitConverter.GetBytes(SmallSegment));
        }

        using var deadline = new CancellationTokenSource(HandshakeTimeout);
        var buffer = new byte[_crowd.IsNarrow ? NarrowBytes : BufferBytes];
        int rest, start;
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port), deadline.Token);
            _socket = socket;
            socket.Send(Wire.Upgrade(target, _crowd.Dialect));
            (start, rest) = await Accepted(socket, buffer, deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException("no handshake in time", late);
        }

        Connections++;
        if (_closed) return;
        Greet(socket);
        _frames.Reset();
        _frames.Feed(buffer.AsSpan(start, rest), Stopwatch.GetTimestamp());
        await Read(socket, buffer);
    }

    private async Task Read(Socket socket, byte[] buffer)
    {
        while (true)
        {
            if (_crowd.Stalls && Ready.IsCompleted)
            {
                while (!_closed) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                return;
            }

            var count = await socket.ReceiveAsync(buffer);
            if (count == 0) return;
            _frames.Feed(buffer.AsSpan(0, count), Stopwatch.GetTimestamp());
            if (_crowd.BytesPerSecond > 0 && !_hurries && Ready.IsCompleted)
                await Task.Delay(TimeSpan.FromSeconds((double)count / _crowd.BytesPerSecond), TimeProvider.System);
        }
    }

    /// <summary>Reads the answer to the upgrade.</summary>
    /// <returns>Where the first frames begin in the buffer, and how many bytes of them are there.</returns>
    private static async Task<(int Start, int Left)> Accepted(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (count == 0) throw new IOException("The connection ended instead of an answer to the upgrade.");
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is not (>= 0 and var end)) continue;
            if (!buffer.AsSpan().StartsWith("HTTP/1.1 101 "u8))
                throw new IOException(Encoding.UTF8.GetString(buffer.AsSpan(0, Math.Min(length, 100))));
            return (end + 4, length - end - 4);
        }

        throw new InvalidDataException("The answer to the upgrade is too long.");
    }

    private TimeSpan BackOff()
    {
        var step = Math.Min(FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 20)), LongestBackOff.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(step * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private void Blame(string fault)
    {
        Faults++;
        FirstFault ??= fault;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Actors.System.Tests.Chaos;

/// <summary>A line between two processes that can be cut and made slow: what it carries goes to one port on this machine.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int Chunk = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly Task _accepting;
    private bool _isCut;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is carried is late by so much, in each direction. Default zero.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What becomes of the target's answers, in place; null = nothing.</summary>
    public Action<Memory<byte>>? Falsify { get; init; }

    /// <summary>Connections are reset, new ones too, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        TcpClient[] open;
        lock (_gate)
        {
            _isCut = true;
            open = [.. _open];
        }

        foreach (var client in open)
            Reset(client);
    }

    public void Mend()
    {
        lock (_gate)
            _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = Carry(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // It ends, or whoever came is gone already.
            }
        }
    }

    private async Task Carry(TcpClient client)
    {
        using var target = new TcpClient();
        using var near = client;
        try
        {
            lock (_gate)
            {
                _open.Add(client);
                _open.Add(target);
                if (_isCut)
                    throw new IOException("Cut.");
            }

            await target.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(Pump(client, target, null), Pump(target, client, Falsify));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What a cut looks like from here.
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(client);
                _open.Remove(target);
            }

            Reset(client);
            Reset(target);
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, Action<Memory<byte>>? falsify)
    {
        var buffer = new byte[Chunk];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var length)
            {
                falsify?.Invoke(buffer.AsMemory(0, length));
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, TimeProvider.System, _end.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _end.Token);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Either end is gone.
        }
    }

    private static void Reset(TcpClient client)
    {
        try
        {
            client.Client?.Close(0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }
}

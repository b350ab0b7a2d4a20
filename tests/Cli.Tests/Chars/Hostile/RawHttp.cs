using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Cli.Tests.Chars.Hostile;

/// <summary>HTTP as it stands on the wire: a client that corrects nothing of what it sends.</summary>
internal sealed class RawHttp(int port) : IDisposable
{
    private TcpClient? _tcp;
    private BufferedStream? _stream;

    public void Dispose() => Close();

    /// <summary>Sends a GET and reads the answer; a connection that the server ended is opened again first.</summary>
    public async Task<(int Status, string Body)> Get(string target, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            _tcp = new TcpClient { NoDelay = true };
            await _tcp.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            _stream = new BufferedStream(_tcp.GetStream());
        }

        await _stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        var lines = new List<string>();
        while (await ReadLine(cancellationToken) is { Length: > 0 } line)
            lines.Add(line);
        var body = Header(lines, "Transfer-Encoding") is not null
            ? await ReadChunks(cancellationToken)
            : await Read(Header(lines, "Content-Length") is { } length ? int.Parse(length, CultureInfo.InvariantCulture) : 0, cancellationToken);
        if (string.Equals(Header(lines, "Connection"), "close", StringComparison.OrdinalIgnoreCase))
            Close();
        return (int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), Encoding.UTF8.GetString(body));
    }

    private void Close()
    {
        _stream?.Dispose();
        _tcp?.Dispose();
        (_stream, _tcp) = (null, null);
    }

    private async Task<byte[]> ReadChunks(CancellationToken cancellationToken)
    {
        var body = new List<byte>();
        while (int.Parse(await ReadLine(cancellationToken), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            body.AddRange(await Read(length, cancellationToken));
            await ReadLine(cancellationToken);
        }

        await ReadLine(cancellationToken);
        return [.. body];
    }

    private async Task<byte[]> Read(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await _stream!.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private async Task<string> ReadLine(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while ((line.Count < 2 || line[^1] != '\n') && await Read(1, cancellationToken) is [var next])
            line.Add(next);
        return Encoding.ASCII.GetString([.. line]).TrimEnd();
    }

    private static string? Header(List<string> lines, string name) =>
        lines.Find(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Connections;

namespace Actors.Origin.Modes;

/// <summary>Looks at the first byte of a connection: a TLS hello (RFC 8446 §5.1) is answered in plain text, and noted.</summary>
internal sealed class TlsHello(ExchangeLog log, TimeProvider time)
{
    private const byte Handshake = 0x16;

    /// <summary>As long as Kestrel waits for a request.</summary>
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(130);

    public async Task Handle(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await (await BeginsWithHello(connection) ? Answer(connection) : next(connection));
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException)
        {
            connection.Abort();
        }
    }

    /// <summary>Takes a hello away; leaves anything else for the HTTP server.</summary>
    private async Task<bool> BeginsWithHello(ConnectionContext connection)
    {
        using CancellationTokenSource silence = new(_longestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, connection.ConnectionClosed);
        var first = await connection.Transport.Input.ReadAsync(either.Token);
        var isHello = first.Buffer.Length > 0 && first.Buffer.FirstSpan[0] == Handshake;
        connection.Transport.Input.AdvanceTo(isHello ? first.Buffer.End : first.Buffer.Start);
        return isHello;
    }

    private async Task Answer(ConnectionContext connection)
    {
        var answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();
        log.End(log.Arrive("tls", string.Empty, "(hello)", userAgent: null), ExchangeStatus.None, answer.Length, "tls");
        await connection.Transport.Output.WriteAsync(answer, connection.ConnectionClosed);
        await connection.Transport.Output.CompleteAsync();
    }
}

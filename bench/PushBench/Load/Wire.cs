using System.Text;

namespace Actors.PushBench.Load;

/// <summary>What a client sends, as bytes.</summary>
internal static class Wire
{
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    /// <summary>The request to upgrade. No extension is offered, so nothing is ever compressed.</summary>
    public static byte[] Upgrade(Uri target, Dialect dialect) => Encoding.ASCII.GetBytes(
        $"GET {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n"
        + (dialect == Dialect.Actors ? "Sec-WebSocket-Protocol: actors.v1.json\r\n" : "") + "\r\n");

    /// <summary>A client's frame. The mask is zero: the server undoes it all the same, and there is no proxy to be confused.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload)
    {
        byte[] length = payload.Length < 126
            ? [(byte)(0x80 | payload.Length)]
            : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [(byte)(0x80 | opcode), .. length, 0, 0, 0, 0, .. payload];
    }

    public static byte[] Frame(string text) => Frame(Text, Encoding.UTF8.GetBytes(text));
}

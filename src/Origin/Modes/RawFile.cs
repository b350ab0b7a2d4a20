using System.Text;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;

namespace Actors.Origin.Modes;

/// <summary>The parts of a file's answer, written by hand.</summary>
internal static class RawFile
{
    /// <summary>A 200, after which the connection is closed.</summary>
    /// <param name="framing">Header lines that say, truly or not, where the body ends.</param>
    public static byte[] Head(OriginFile file, params IEnumerable<string> framing)
    {
        string[] always = ["HTTP/1.1 200 OK", $"Content-Type: {file.MediaType}", $"ETag: {file.ETag}", "Connection: close"];
        return Encoding.ASCII.GetBytes(string.Concat([.. always.Concat(framing).Select(line => line + "\r\n"), "\r\n"]));
    }

    public static byte[] HeadWithLength(OriginFile file) => Head(file, Length(file));

    public static string Length(OriginFile file) => $"Content-Length: {file.Payload.Length}";

    public static byte[] Chunk(ReadOnlySpan<byte> bytes) => [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];

    /// <summary>Everything but the last byte of the first half of the body, which the caller sends with the end.</summary>
    /// <returns>That byte.</returns>
    public static async Task<ReadOnlyMemory<byte>> SendHalf(this RawAnswer raw, OriginFile file, byte[] head)
    {
        await raw.Send(head);
        var half = Math.Max(1, file.Payload.Length / 2);
        ReadOnlyMemory<byte> last = default;
        foreach (var chunk in file.Payload.Chunks(half))
        {
            await raw.Send(last);
            last = chunk;
        }

        await raw.Send(last[..^1]);
        return last[^1..];
    }
}

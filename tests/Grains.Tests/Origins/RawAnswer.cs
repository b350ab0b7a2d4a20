using System.Text;

namespace Actors.Grains.Tests.Origins;

/// <summary>Bytes for the wire, and what becomes of the connection after them.</summary>
public sealed record RawAnswer(byte[] Bytes, RawEnding Ending = RawEnding.Close)
{
    public static RawAnswer Text(string text, RawEnding ending = RawEnding.Close) => new(Encoding.Latin1.GetBytes(text), ending);

    public static RawAnswer Status(int status, params string[] headers) =>
        Text($"HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>200 with a body that is as long as is stated.</summary>
    public static RawAnswer Good(string mediaType, byte[] body, params string[] headers) => new([
        .. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {mediaType}\r\nContent-Length: {body.Length}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n"),
        .. body]);

    public static RawAnswer Good(string mediaType, string body, params string[] headers) => Good(mediaType, Encoding.Latin1.GetBytes(body), headers);

    /// <summary>200 with a body in chunks, its length unstated.</summary>
    public static RawAnswer Chunked(string mediaType, byte[] body, params string[] headers) => new([
        .. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {mediaType}\r\nTransfer-Encoding: chunked\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + $"\r\n{body.Length:x}\r\n"),
        .. body, .. "\r\n0\r\n\r\n"u8]);

    public RawAnswer Then(RawEnding ending) => this with { Ending = ending };

    /// <summary>Only so many of the bytes.</summary>
    public RawAnswer Cut(int bytes) => this with { Bytes = Bytes[..^bytes] };
}

public enum RawEnding
{
    Close,
    Reset,

    /// <summary>Nothing more comes.</summary>
    Stall,
}

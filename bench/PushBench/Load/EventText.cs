using System.Buffers.Text;

namespace Actors.PushBench.Load;

/// <summary>Finds the few members that matter in a frame, without parsing the rest.</summary>
internal static class EventText
{
    public static bool IsEvent(ReadOnlySpan<byte> json) => Kind(json).Length > 0;

    /// <summary>Null if there is none.</summary>
    public static long? Number(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member) =>
        json.IndexOf(member) is >= 0 and var at && Utf8Parser.TryParse(json[(at + member.Length)..], out long number, out _)
            ? number
            : null;

    /// <summary>Empty if there is none.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        if (json.IndexOf(member) is not (>= 0 and var at)) return [];
        var rest = json[(at + member.Length)..];
        return rest[..Math.Max(0, rest.IndexOf((byte)'"'))];
    }

    public static long? Seq(ReadOnlySpan<byte> json) => Number(json, "\"seq\":"u8);

    public static ReadOnlySpan<byte> Kind(ReadOnlySpan<byte> json) => Text(json, "\"kind\":\""u8);

    public static ReadOnlySpan<byte> Type(ReadOnlySpan<byte> json) => Text(json, "\"type\":\""u8);

    public static ReadOnlySpan<byte> Epoch(ReadOnlySpan<byte> json) => Text(json, "\"epoch\":\""u8);
}

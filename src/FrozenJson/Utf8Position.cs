using System.Text;
using System.Text.Unicode;

namespace Actors.FrozenJson;

/// <summary>Says where bytes stop being UTF-8: the parser looks into strings only when they are asked for.</summary>
internal static class Utf8Position
{
    /// <summary>Index of the first byte that does not belong to a well-formed character; -1 if all do.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>What it may be instead; RFC 8259 allows nothing but UTF-8 between systems.</summary>
    public static string Hint(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] or [_, 0, ..] => " It looks like UTF-16, little-endian.",
        [0xFE, 0xFF, ..] or [0, _, ..] => " It looks like UTF-16, big-endian.",
        _ => "",
    };
}

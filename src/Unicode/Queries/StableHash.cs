namespace Actors.Unicode.Queries;

/// <summary>FNV-1a of 64 bits: the same in every process, unlike the runtime's. No protection against who wants collisions.</summary>
internal static class StableHash
{
    public const ulong Start = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    /// <summary>Goes on from an earlier hash with a text and its length, so that "ab", "c" differs from "a", "bc".</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
            hash = Add(Add(hash, (byte)unit), (byte)(unit >> 8));
        return Add(Add(hash, (byte)text.Length), (byte)(text.Length >> 8));
    }

    /// <summary>Goes on from an earlier hash with a byte.</summary>
    public static ulong Add(ulong hash, byte value) => unchecked((hash ^ value) * Prime);
}

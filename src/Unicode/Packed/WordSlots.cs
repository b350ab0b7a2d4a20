using System.Buffers.Binary;
using System.Numerics;

namespace Actors.Unicode.Packed;

/// <summary>
/// A hash table of the words of a word table: a word is found with three looks at cold memory (slot, offset, text), where a
/// binary search takes some fifteen, and each step of it guesses wrong half the time. Open addressing: a word stands in the first
/// free slot from its place on. A slot holds part of the hash (12 bits) and the number of the word plus one (20 bits), 0 if it is
/// free; so nearly all words that are not there are told without a look at any text.
/// No query adds to the table, so who looks for words that collide gains nothing: the longest row of slots is known when it is packed.
/// </summary>
internal static class WordSlots
{
    private const int NumberBits = 20;

    private const int PartBits = 12;

    // An odd number with bits in no pattern: 2^64 divided by the golden ratio.
    private const ulong Factor = 0x9E3779B97F4A7C15;

    /// <summary>A power of two, of which one third to two thirds are used; at least one slot stays free, at which a search ends.</summary>
    public static int CountFor(int words) => (int)BitOperations.RoundUpToPowerOf2((uint)words + ((uint)words / 2) + 1);

    /// <exception cref="InvalidDataException">There are more words than a slot can number.</exception>
    public static uint[] Build(IReadOnlyList<byte[]> words)
    {
        if (words.Count >= 1 << NumberBits)
            throw new InvalidDataException($"{words.Count} words, the slots have room for numbers below {1 << NumberBits}.");
        var slots = new uint[CountFor(words.Count)];
        for (var number = 0; number < words.Count; number++)
        {
            var hash = Hash(words[number]);
            var slot = Place(hash, slots.Length);
            while (slots[slot] != 0)
                slot = Next(slot, slots.Length);
            slots[slot] = ((uint)Part(hash) << NumberBits) | (uint)(number + 1);
        }

        return slots;
    }

    /// <summary>The first slot that a word of this hash may stand in.</summary>
    public static int Place(ulong hash, int slots) => (int)(hash & (uint)(slots - 1));

    public static int Next(int slot, int slots) => (slot + 1) & (slots - 1);

    /// <summary>The part of a hash that a slot holds: not the bits that choose the place.</summary>
    public static int Part(ulong hash) => (int)(hash >> (64 - PartBits));

    public static int PartOf(uint slot) => (int)(slot >> NumberBits);

    public static int NumberOf(uint slot) => (int)(slot & ((1U << NumberBits) - 1)) - 1;

    /// <summary>Part of the layout: the packed slots stand where this says. Eight bytes at a time, as most words have no more.</summary>
    public static ulong Hash(ReadOnlySpan<byte> word)
    {
        var hash = unchecked((ulong)word.Length * Factor);
        for (; word.Length > sizeof(ulong); word = word[sizeof(ulong)..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(word));
        return Mix(hash, Rest(word));
    }

    // Up to eight bytes without a loop; with less than eight some are read twice, and the length tells such words apart.
    private static ulong Rest(ReadOnlySpan<byte> word) => word.Length switch
    {
        >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(word)
            | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(word[^sizeof(uint)..]) << 32),
        > 0 => word[0] | ((ulong)word[word.Length / 2] << 8) | ((ulong)word[^1] << 16),
        _ => 0,
    };

    // Both halves of the product: the low one alone says nothing of the last letters in the bits that choose the place.
    private static ulong Mix(ulong hash, ulong value) => Math.BigMul(hash ^ value, Factor, out var low) ^ low;
}

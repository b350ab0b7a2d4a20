using System.Collections.Immutable;
using System.Numerics;
using Actors.Unicode.Characters;

namespace Actors.Unicode.Index;

/// <summary>
/// The order of relevance as one number per document, small = first, no two alike: from the highest bits on the step in which it
/// was found, whether the whole name is the query, whether the name begins with a word of it, the name's words, the code point.
/// </summary>
internal sealed class Relevance(CharacterTable characters, NameIndex names)
{
    private const int StepShift = 56;
    private const int EqualShift = 55;
    private const int FirstShift = 54;
    private const int WordsShift = 24;

    /// <summary>The code point in a key.</summary>
    public static int CodePointOf(ulong key) => (int)(key & 0x1FFFFF);

    /// <summary>Appends the keys of one step's documents.</summary>
    /// <param name="set">The documents.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="words">What the query is made of.</param>
    /// <param name="keys">Room for a key per document.</param>
    /// <returns>Keys written.</returns>
    public int Write(ReadOnlySpan<ulong> set, int step, RelevantWords words, Span<ulong> keys)
    {
        var (written, run) = (0, 0);
        for (var index = 0; index < set.Length; index++)
        {
            for (var bits = set[index]; bits != 0; bits &= bits - 1)
            {
                var document = (index << 6) + BitOperations.TrailingZeroCount(bits);
                while (document >= characters.EndOfRun(run))
                    run++;
                keys[written++] = ((ulong)step << StepShift) | KeyOf(run, document, words);
            }
        }

        return written;
    }

    private ulong KeyOf(int run, int document, RelevantWords words)
    {
        ref readonly var found = ref characters.Runs[run];
        var (first, count) = names.NameWordsOf(found, document);
        var begins = words.Has(first);
        var equals = begins && count == words.InOrder.Length && IsWhole(run, document, words.InOrder);
        return (equals ? 0UL : 1UL << EqualShift) | (begins ? 0UL : 1UL << FirstShift)
            | ((ulong)count << WordsShift) | (uint)(found.CodePoint + document - found.Document);
    }

    private bool IsWhole(int run, int document, ImmutableArray<ReadOnlyMemory<byte>> words)
    {
        Span<byte> buffer = stackalloc byte[CharacterTable.MaxNameLength];
        return Phrases.Is(characters.NameOf(characters.Runs[run], document, buffer), words.AsSpan());
    }
}

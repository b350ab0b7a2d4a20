namespace Actors.Gateway.Chars;

/// <summary>
/// Remembers roughly what was asked for lately, in constant memory. An answer is only worth keeping when somebody wants it
/// a second time: keeping what nobody asks for again costs a quarter of the throughput where every query is different,
/// and pushes out what is asked for often.
/// </summary>
internal sealed class AskedBefore
{
    /// <summary>A power of two. A place is lost to the next question that falls on it.</summary>
    private const int Places = 1 << 14;

    private readonly int[] _hashes = new int[Places];

    /// <summary>Whether it was asked for before, which from now on it was. Two questions may be taken for the same, by chance.</summary>
    public bool Ask(object question)
    {
        // 0 stands for nothing.
        var hash = question.GetHashCode() | (1 << 31);
        ref var place = ref _hashes[hash & (Places - 1)];
        if (place == hash)
            return true;
        place = hash;
        return false;
    }
}

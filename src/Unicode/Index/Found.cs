using System.Collections.Immutable;

namespace Actors.Unicode.Index;

/// <summary>What a query found, before anything is put in order or written.</summary>
internal readonly ref struct Found
{
    /// <summary>The results in code point order, unless <see cref="Sequence"/> or <see cref="Keys"/> is given.</summary>
    public MatchSet Matches { get; init; }

    /// <summary>Code points to show in this order, repeats included: the query is characters or a code. Default if it is not.</summary>
    public ImmutableArray<int> Sequence { get; init; }

    /// <summary>Keys of relevance, in no order. Default if that order was not asked for.</summary>
    public ReadOnlySpan<ulong> Keys { get; init; }

    /// <summary>Smart mode's account of itself; null in other modes.</summary>
    public byte[]? Used { get; init; }
}

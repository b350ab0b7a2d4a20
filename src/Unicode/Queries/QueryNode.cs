using System.Collections.Immutable;

namespace Actors.Unicode.Queries;

/// <summary>
/// A query as it was understood. Bounded by <see cref="QueryLimits"/>. A list within a list of its own kind is merged into it, and
/// no list has fewer than two members.
/// </summary>
/// <param name="Position">Where it starts in the text, in UTF-16 units.</param>
internal abstract record QueryNode(int Position)
{
    /// <summary>No characters: the query has nothing but ASCII punctuation. Only ever the root.</summary>
    public sealed record Nothing(int Position) : QueryNode(Position);

    /// <summary>Characters in all of the sets.</summary>
    public sealed record And(ImmutableArray<QueryNode> Terms, int Position) : QueryNode(Position);

    /// <summary>Characters in any of the sets.</summary>
    public sealed record Or(ImmutableArray<QueryNode> Branches, int Position) : QueryNode(Position);

    /// <summary>Named characters that are not in the set. Never of a <see cref="Not"/>, unless through parentheses.</summary>
    public sealed record Not(QueryNode Term, int Position) : QueryNode(Position);

    /// <summary>A word.</summary>
    /// <param name="Text">Upper-cased UTF-8.</param>
    /// <param name="IsPrefix">Written with a <c>*</c>: all words that start so.</param>
    /// <param name="IsLast">
    /// The query's last, bare, not negated, ended by nothing: it may be unfinished, so <c>smart</c> reads it as a prefix too.
    /// </param>
    /// <param name="CodePoint">The code that 4 to 6 bare hexadecimal digits may mean as well; never above 10FFFF.</param>
    /// <param name="Written">As written.</param>
    /// <param name="Literal">
    /// In <c>smart</c>, the code points of a token of several characters without ASCII: a word of some language or characters to
    /// identify, whichever finds something. Else empty.
    /// </param>
    /// <param name="Position">Where it starts.</param>
    public sealed record Word(
        ReadOnlyMemory<byte> Text, bool IsPrefix, bool IsLast, int? CodePoint, string Written, ImmutableArray<int> Literal, int Position)
        : QueryNode(Position);

    /// <summary>Words that follow each other directly. Never empty; a quoted single word is a phrase too and means just itself.</summary>
    /// <param name="Words">Upper-cased UTF-8.</param>
    /// <param name="Written">As written, without the quotation marks.</param>
    /// <param name="Position">Where it starts.</param>
    public sealed record Phrase(ImmutableArray<ReadOnlyMemory<byte>> Words, string Written, int Position) : QueryNode(Position);

    /// <summary>A field about a property. The values are unchecked.</summary>
    /// <param name="Field">The property.</param>
    /// <param name="Op">Other than <see cref="Comparison.Equal"/> only for <see cref="PropertyField.Age"/>, with a single value.</param>
    /// <param name="Values">As written, never empty; any of them may hold.</param>
    /// <param name="Position">Where the field starts.</param>
    public sealed record Property(PropertyField Field, Comparison Op, ImmutableArray<string> Values, int Position) : QueryNode(Position);

    /// <summary>A word or phrase looked for in one place.</summary>
    /// <param name="From">The place.</param>
    /// <param name="Language">In lower case, unchecked; null = all. Only for <see cref="WordSource.Keyword"/>.</param>
    /// <param name="Words">A <see cref="Word"/> or a <see cref="Phrase"/>.</param>
    /// <param name="Position">Where the field starts.</param>
    public sealed record Source(WordSource From, string? Language, QueryNode Words, int Position) : QueryNode(Position);

    /// <summary>Characters themselves.</summary>
    /// <param name="Codes">0 to 10FFFF, surrogates too if they were written as codes. A literal keeps order and repeats.</param>
    /// <param name="IsLiteral">Written as characters, not as codes.</param>
    /// <param name="Position">Where it starts.</param>
    public sealed record CodePoints(ImmutableArray<int> Codes, bool IsLiteral, int Position) : QueryNode(Position);

    /// <summary>All characters from the first to the last.</summary>
    public sealed record Range(int First, int Last, int Position) : QueryNode(Position);
}

using System.Collections.Immutable;

namespace Actors.Grains.Chars;

/// <summary>
/// Look-ups in the Unicode character database, answered from the one immutable index of the silo. Stateless: every key
/// answers the same. An external client sends all calls to one key to the same silo, so a gateway takes the keys from 0
/// to <see cref="CharLanes.Count"/> - 1 in turn, and every silo gets its share. A silo that is starting answers as soon as
/// its index is loaded, which takes less than a second: who has no answer after ten has lost the silo.
/// </summary>
[Alias("actors.chars")]
public interface ICharIndexGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// One page of the characters that each query finds, in the order of the requests. Several at a time, because a call costs
    /// more than the search: a refusal is the outcome of its own request only.
    /// </summary>
    [Alias("find"), ResponseTimeout("00:00:10")]
    Task<ImmutableArray<CharOutcome>> Find(ImmutableArray<CharRequest> requests);

    /// <summary>Everything that is known of one code point or sequence: <c>U+265C</c>, <c>265C</c>, <c>1F1E7-1F1F7</c>.</summary>
    /// <exception cref="CharQueryException">It is no code point, or no sequence of them.</exception>
    [Alias("describe"), ResponseTimeout("00:00:10")]
    Task<CharDocument> Describe(string code);

    /// <summary>How many of all the characters that a query finds are in each block, category, script and age.</summary>
    /// <exception cref="CharQueryException">The query or a filter cannot be used.</exception>
    [Alias("facets"), ResponseTimeout("00:00:10")]
    Task<CharDocument> Facets(CharRequest request);
}

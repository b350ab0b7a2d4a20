using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>
/// This gateway's way to the char index, for every transport: refuses what is too long, and
/// answers from the cache what was answered before. Takes no token: an answer takes less than a millisecond, a token more
/// than that costs, and calls that nobody answers end by the time-out of <see cref="ICharIndexGrain"/>.
/// </summary>
internal sealed class CharDesk(CharLaneTurn lanes, CharBatches batches, CharCache cache)
{
    /// <summary>Most rows that one request may ask for in public; the gateway itself may read larger pages.</summary>
    public const int MaxLimit = 200;

    private const int MaxCode = 256;

    /// <summary>One page of what a query finds.</summary>
    /// <exception cref="CharQueryException">The request cannot be answered.</exception>
    /// <exception cref="TimeoutException">No silo answered in time.</exception>
    public ValueTask<CharPage> Find(CharRequest request)
    {
        CharText.RefuseLong(request);
        return cache.Page(request) is { } page
            ? ValueTask.FromResult(page)
            : new ValueTask<CharPage>(FindAndKeep(request));
    }

    /// <summary>One page for a caller that keeps the answer itself, in a form of its own: the cache does not know it.</summary>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public Task<CharPage> FindUncached(CharRequest request)
    {
        CharText.RefuseLong(request);
        CharText.RefuseBroken(request);
        return batches.Find(request);
    }

    /// <summary>How the results of a query are spread over blocks, categories, scripts and ages.</summary>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public Task<CharDocument> Facets(CharRequest request)
    {
        CharText.RefuseLong(request);
        CharText.RefuseBroken(request);
        return lanes.Next().Facets(request);
    }

    /// <summary>Everything that is known of a code point or sequence.</summary>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public Task<CharDocument> Describe(string code) => code.Length <= MaxCode
        ? lanes.Next().Describe(code)
        : throw new CharQueryException("invalid_code", "code", $"A code point or sequence has at most {MaxCode} characters.");

    private async Task<CharPage> FindAndKeep(CharRequest request)
    {
        CharText.RefuseBroken(request);
        var page = await batches.Find(request);
        cache.Keep(request, page);
        return page;
    }
}

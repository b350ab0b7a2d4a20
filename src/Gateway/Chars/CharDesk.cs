using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>
/// This gateway's way to the char index, for every transport: spreads calls over the silos, refuses what is too long, and
/// answers from the cache what was answered before. Takes no token: an answer takes less than a millisecond, a token more
/// than that costs, and calls that nobody answers end by the time-out of <see cref="ICharIndexGrain"/>.
/// </summary>
internal sealed class CharDesk(IGrainFactory grains, CharCache cache)
{
    /// <summary>Longest query in UTF-16 units, over HTTP and WebSocket.</summary>
    public const int MaxQuery = 256;

    /// <summary>Most rows that one request may ask for in public; the gateway itself may read larger pages.</summary>
    public const int MaxLimit = 200;

    private const int MaxCode = 256;

    private readonly ICharIndexGrain?[] _lanes = new ICharIndexGrain?[CharLanes.Count];
    private int _turn;

    /// <summary>One page of what a query finds.</summary>
    /// <exception cref="CharQueryException">The request cannot be answered.</exception>
    /// <exception cref="TimeoutException">No silo answered in time.</exception>
    public ValueTask<CharPage> Find(CharRequest request) => Find(request, MaxQuery);

    /// <param name="maxQuery">Longest query in UTF-16 units, where it is not <see cref="MaxQuery"/>.</param>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public ValueTask<CharPage> Find(CharRequest request, int maxQuery)
    {
        CharText.RefuseLong(request.Query, maxQuery);
        return cache.Page(request) is { } page
            ? ValueTask.FromResult(page)
            : new ValueTask<CharPage>(FindAndKeep(request));
    }

    /// <summary>One page for a caller that keeps the answer itself, in a form of its own: the cache does not know it.</summary>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public Task<CharPage> FindUncached(CharRequest request)
    {
        CharText.RefuseLong(request.Query, MaxQuery);
        CharText.RefuseBroken(request.Query);
        return NextLane().Find(request);
    }

    /// <summary>How the results of a query are spread over blocks, categories, scripts and ages.</summary>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public Task<CharDocument> Facets(CharRequest request)
    {
        CharText.RefuseLong(request.Query, MaxQuery);
        CharText.RefuseBroken(request.Query);
        return NextLane().Facets(request);
    }

    /// <summary>Everything that is known of a code point or sequence.</summary>
    /// <inheritdoc cref="Find(CharRequest)"/>
    public Task<CharDocument> Describe(string code) => code.Length <= MaxCode
        ? NextLane().Describe(code)
        : throw new CharQueryException("invalid_code", "code", $"A code point or sequence has at most {MaxCode} characters.");

    private async Task<CharPage> FindAndKeep(CharRequest request)
    {
        CharText.RefuseBroken(request.Query);
        var page = await NextLane().Find(request);
        cache.Keep(request, page);
        return page;
    }

    private ICharIndexGrain NextLane()
    {
        var lane = (int)((uint)Interlocked.Increment(ref _turn) % CharLanes.Count);
        return _lanes[lane] ??= grains.GetGrain<ICharIndexGrain>(lane);
    }
}

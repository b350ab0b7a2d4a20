using Actors.Grains.Chars;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Chars;

/// <summary>
/// Answers of the char index that were given more than once, within <see cref="LimitsOptions.CharCacheBytes"/>. Never older
/// than a minute, and all of one version of the data: a silo that was replaced is seen at the first miss. While silos of two
/// versions answer in turn, only the answers of the one that came later are kept.
/// </summary>
internal sealed class CharCache : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);

    /// <summary>What an entry costs beside its bytes and the letters of its key: objects, dictionary, strings.</summary>
    private const int Overhead = 640;

    /// <summary>One answer may take so much of the cache at most: somebody who reads a giant result must not empty it.</summary>
    private const int LargestShare = 64;

    private readonly AskedBefore _asked = new();
    private readonly MemoryCache? _entries;
    private readonly long _largest;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private string? _version;
    private string? _left;
    private long _leftAt;

    public CharCache(IOptions<LimitsOptions> limits, TimeProvider time)
    {
        _time = time;
        var bytes = limits.Value.CharCacheBytes;
        if (bytes == 0)
            return;
        _largest = Math.Max(bytes / LargestShare, Math.Min(bytes, 64 << 10));
        _entries = new MemoryCache(new MemoryCacheOptions { SizeLimit = bytes, Clock = new Clock(time) });
    }

    /// <summary>The page that answers a request; null if it has to be asked for.</summary>
    public CharPage? Page(CharRequest request) =>
        _entries is not null && _entries.TryGetValue(request, out var found) && found is CharPage page && IsCurrent(page.Version)
            ? page
            : null;

    /// <summary>The finished answer to a target, as it was requested; null if it has to be made.</summary>
    public CharAnswer? Answer(string target) =>
        _entries is not null && _entries.TryGetValue(target, out var found) && found is CharAnswer answer && IsCurrent(answer.Version)
            ? answer
            : null;

    /// <summary>Keeps a page from the second time on.</summary>
    public void Keep(CharRequest request, CharPage page) => Keep(
        request, page, page.Version, page.Rows.Length + ((request.Query.Length + page.Status.Length) * sizeof(char)),
        IsDeep(request));

    /// <inheritdoc cref="Keep(CharRequest, CharPage)"/>
    /// <param name="isDeep">A page that only its predecessor leads to: the first to go when the room is needed.</param>
    public void Keep(string target, CharAnswer answer, bool isDeep) =>
        Keep(target, answer, answer.Version, answer.Body.Length + (target.Length * sizeof(char)), isDeep);

    public static bool IsDeep(CharRequest request) => request is not { After: null, Start: null or 0 };

    public void Dispose() => _entries?.Dispose();

    private void Keep(object key, object value, DataVersion version, int bytes, bool isDeep)
    {
        if (_entries is null)
            return;
        var size = (long)bytes + Overhead;
        if (!Follow(version, _entries) || size > _largest || !_asked.Ask(key))
            return;
        _entries.Set(key, value, new MemoryCacheEntryOptions
        {
            Size = size,
            AbsoluteExpirationRelativeToNow = KeptFor,
            Priority = isDeep ? CacheItemPriority.Low : CacheItemPriority.Normal,
        });
    }

    /// <summary>Leaves the current version for the one of a new answer; false if that one was left less than a minute ago.</summary>
    private bool Follow(DataVersion version, MemoryCache entries)
    {
        if (IsCurrent(version))
            return true;
        lock (_gate)
        {
            if (IsCurrent(version))
                return true;
            if (version.Full == _left && _time.GetElapsedTime(_leftAt) < KeptFor)
                return false;
            (_left, _leftAt) = (_version, _time.GetTimestamp());
            // Entries of the old data that are added a moment after this are found, but never current.
            Volatile.Write(ref _version, version.Full);
            entries.Clear();
            return true;
        }
    }

    private bool IsCurrent(DataVersion version) => version.Full == Volatile.Read(ref _version);

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}

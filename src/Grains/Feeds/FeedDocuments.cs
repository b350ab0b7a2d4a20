using Actors.FrozenJson;

namespace Actors.Grains.Feeds;

/// <summary>The parsed documents of this silo: of each feed one, read from the store when somebody looks at that version first.</summary>
internal sealed class FeedDocuments(FeedBodies bodies, TimeProvider time)
{
    /// <summary>Bytes; for smaller ones nothing is cleaned up.</summary>
    private const int Large = 8 * 1024 * 1024;

    private static readonly TimeSpan PoolsForget = TimeSpan.FromSeconds(75);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Sha256, Task<FeedDocument?> Document)> _held = new(StringComparer.Ordinal);

    /// <summary>The document of a version; null if the store does not have it (any more).</summary>
    public async Task<FeedDocument?> Get(string feed, FeedVersion version)
    {
        Task<FeedDocument?> document;
        lock (_lock)
        {
            if (!_held.TryGetValue(feed, out var held) || held.Sha256 != version.Sha256)
            {
                // Parsing takes a while, and would keep the grains of this thread waiting.
                held = (version.Sha256, Task.Run(() => Load(feed, version)));
                _held[feed] = held;
            }

            document = held.Document;
        }

        try
        {
            return await document ?? Drop(feed, document);
        }
        catch
        {
            Drop(feed, document);
            throw;
        }
    }

    private FeedDocument? Drop(string feed, Task<FeedDocument?> document)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(feed, out var held) && held.Document == document)
            {
                _held.Remove(feed);
            }
        }

        return null;
    }

    private async Task<FeedDocument?> Load(string feed, FeedVersion version)
    {
        if (await bodies.Load(GrainId.Create("feed", feed), version.Slot, version.Bytes, version.Sha256) is not { } bytes)
        {
            return null;
        }

        var document = new FeedDocument(FrozenDocument.Parse(bytes).Element);
        if (bytes.Length >= Large)
        {
            TidyUp().Ignore();
        }

        return document;
    }

    /// <summary>
    /// What downloading, storing and parsing have left behind is several times the document, in arrays that the collector lets lie until
    /// memory is short, which in a container may be too late. Twice for each version: pools give up what nobody has rented for a minute
    /// after one collection at the next.
    /// </summary>
    private async Task TidyUp()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await Task.Delay(PoolsForget, time);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}

using Actors.FrozenJson;

namespace Actors.Grains.Feeds;

/// <summary>The parsed documents of this silo: of each feed one, read from the store when somebody looks at that version first.</summary>
internal sealed class FeedDocuments(FeedBodies bodies)
{
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

    private async Task<FeedDocument?> Load(string feed, FeedVersion version) =>
        await bodies.Load(GrainId.Create("feed", feed), version.Slot, version.Bytes, version.Sha256) is { } bytes
            ? new FeedDocument(FrozenDocument.Parse(bytes).Element)
            : null;
}

using System.Collections.Immutable;
using System.Text.Json;
using Orleans.Concurrency;

namespace Actors.Grains.Feeds;

/// <summary>Reads the documents of this silo; which version counts, the feed's own grain knows.</summary>
[StatelessWorker]
[GrainType("feeds")]
internal sealed class FeedsGrain(FeedCatalog catalog, FeedDocuments documents, IGrainFactory grains) : Grain, IFeedsGrain
{
    public async Task<ImmutableArray<FeedStatus>> List() =>
        [.. await Task.WhenAll(catalog.All.Select(feed => grains.GetGrain<IFeedGrain>(feed.Label).Read(isWanted: false)))];

    public Task<FeedLook> Look(string feed, ImmutableArray<string> steps, FeedWindow window) => Read(feed, (status, document) =>
    {
        var (node, pointer, missing) = FeedPointer.Follow(document, steps);
        return missing is null ? Show(status, document, node, pointer, window) : new FeedLook { Feed = status, Missing = missing };
    });

    public Task<FeedLook> Find(string feed, string record) => Read(feed, (status, document) =>
    {
        var records = document.Records;
        return records.Find(record) is var (node, pointer)
            ? Show(status, document, node, pointer, new FeedWindow(0, 0), json =>
            {
                json.WritePropertyName("record"u8);
                FeedRecords.Write(json, node, pointer);
                records.WriteLinks(json, node);
            })
            : new FeedLook
            {
                Feed = status,
                Missing = new FeedMissing("", [.. records.Types], $"There is no record '{record}'. Types: {string.Join(", ", records.Types)}."),
            };
    });

    private static FeedLook Show(
        FeedStatus status, FeedDocument document, JsonElement node, string pointer, FeedWindow window, Action<Utf8JsonWriter>? more = null)
    {
        var (body, next) = FeedBody.Write(document, node, pointer, window, status.Stored!.CursorAt, more);
        return new FeedLook { Feed = status, Body = body, Next = next };
    }

    private async Task<FeedLook> Read(string name, Func<FeedStatus, FeedDocument, FeedLook> look)
    {
        var feed = catalog.Find(name).Label;
        var grain = grains.GetGrain<IFeedGrain>(feed);
        var status = await grain.Read(isWanted: true);
        if (status.Stored is not { } version)
        {
            return new FeedLook { Feed = status };
        }

        if (await documents.Get(feed, version) is { } document)
        {
            return look(status, document);
        }

        // Another version has taken its place meanwhile, or the store has lost it: asking again tells.
        await grain.Forget(version.Sha256);
        return new FeedLook { Feed = status with { Stored = null } };
    }
}

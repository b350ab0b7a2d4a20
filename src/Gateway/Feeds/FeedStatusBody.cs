using Actors.Gateway.Harvests;
using Actors.Grains.Feeds;

namespace Actors.Gateway.Feeds;

/// <summary>A feed in the list of feeds.</summary>
/// <param name="State"><c>stored</c>, <c>downloading</c> (for the first time) or <c>missing</c>.</param>
/// <param name="Version">Changes with the document; null without one.</param>
/// <param name="Bytes">Of the document.</param>
/// <param name="FreshUntil">Who reads it after that has it asked for again; null = never.</param>
/// <param name="Error">Why the last download failed.</param>
internal sealed record FeedStatusBody(
    string Name, string Url, string State, string? Version, int? Bytes, DateTimeOffset? FetchedAt, DateTimeOffset? FreshUntil, ErrorBody? Error)
{
    public static FeedStatusBody From(FeedStatus feed) => new(
        feed.Name, feed.Url, feed.Stored is not null ? "stored" : feed.IsDownloading ? "downloading" : "missing",
        feed.Stored?.Name, feed.Stored?.Bytes, feed.Stored?.FetchedAt, feed.Stored?.FreshUntil, ErrorBody.From(feed.Error));
}

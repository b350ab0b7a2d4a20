using System.Globalization;
using Actors.Client.Feeds;

namespace Actors.Client;

public sealed partial class ActorsClient
{
    /// <summary>The node waits that long for a feed that is not stored yet.</summary>
    private static readonly TimeSpan FeedPatience = TimeSpan.FromSeconds(30);

    /// <summary>The configured feeds, by name.</summary>
    public Task<Page<FeedInfo>> ListFeedsAsync(string? after, CancellationToken cancellationToken) => _http.GetAsync(
        $"/v1/feeds?limit=200{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", ClientJson.Default.PageFeedInfo, cancellationToken);

    /// <summary>What is at a place of a feed, which is downloaded if it is not stored yet.</summary>
    /// <param name="steps">Names of members and indexes of items, from the root; negative indexes count from the end.</param>
    /// <param name="limit">Items of an array, 1-200; null = the node's default, 50.</param>
    /// <param name="after">An earlier page's <see cref="FeedNode.Next"/>.</param>
    public Task<FeedNode> LookAsync(string feed, IEnumerable<string> steps, int? limit, string? after, CancellationToken cancellationToken)
    {
        var path = string.Concat(steps.Select(step => $"/{Uri.EscapeDataString(
            step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))}"));
        var query = string.Join('&', new[]
        {
            limit is { } number ? $"limit={number.ToString(CultureInfo.InvariantCulture)}" : null, after is null ? null : $"after={Uri.EscapeDataString(after)}",
        }.OfType<string>());
        return GetFeedAsync($"/v1/feeds/{Uri.EscapeDataString(feed)}{path}{(query.Length == 0 ? "" : $"?{query}")}", cancellationToken);
    }

    /// <summary>A record of a feed by <c>type.serial</c>, with the records that it names.</summary>
    public Task<FeedNode> FindRecordAsync(string feed, string record, CancellationToken cancellationToken) =>
        GetFeedAsync($"/v1/feeds/{Uri.EscapeDataString(feed)}?record={Uri.EscapeDataString(record)}", cancellationToken);

    private Task<FeedNode> GetFeedAsync(string path, CancellationToken cancellationToken) => _http.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, path), ClientJson.Default.FeedNode, repeatable: true, cancellationToken, FeedPatience);
}

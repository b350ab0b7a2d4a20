using Microsoft.Extensions.DependencyInjection;

namespace Actors.Grains.Feeds;

public static class FeedServiceCollectionExtensions
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) =>
        services.AddSingleton<FeedCatalog>().AddSingleton<FeedBodies>().AddSingleton<FeedDownload>().AddSingleton<FeedDocuments>();
}

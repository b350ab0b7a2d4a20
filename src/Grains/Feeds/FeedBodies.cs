using Actors.Grains.Bodies;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Feeds;

/// <summary>
/// The documents of feeds. The one before stays in its slot until the next takes its place: a silo may be reading it.
/// </summary>
internal sealed class FeedBodies([FromKeyedServices(Storage.Name)] IGrainStorage storage)
    : BodySlots<FeedRecord>(storage, FeedRecord.Name, "feed");

using Actors.Grains.Bodies;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Countries;

/// <summary>The bodies of large flags.</summary>
internal sealed class FlagBodies([FromKeyedServices(Storage.Name)] IGrainStorage storage)
    : BodySlots<CountryRecord>(storage, CountryRecord.Name, "flag");

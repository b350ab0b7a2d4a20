using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>Paused or resumed.</summary>
internal sealed record StateEvent(string Type, string Topic, string Epoch, long Seq, string Kind, HarvestState State);

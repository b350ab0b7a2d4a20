using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>The last event of every harvest.</summary>
internal sealed record CompletedEvent(
    string Type, string Topic, string Epoch, long Seq, string Kind, HarvestState State, int Ok, int NotFound, int Failed, int Cancelled);

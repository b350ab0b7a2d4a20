namespace Actors.Gateway.Harvests;

/// <summary>How far the harvest is; takes no number of its own.</summary>
internal sealed record ProgressEvent(
    string Type, string Topic, string Epoch, long Seq, string Kind,
    int Pending, int Ok, int NotFound, int Failed, int Cancelled, int InFlight, long? EtaMs);

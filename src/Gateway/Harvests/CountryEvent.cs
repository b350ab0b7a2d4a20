namespace Actors.Gateway.Harvests;

/// <summary>A country became final.</summary>
internal sealed record CountryEvent(string Type, string Topic, string Epoch, long Seq, string Kind, CountryStatusBody Country);

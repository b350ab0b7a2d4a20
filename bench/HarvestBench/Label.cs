namespace Actors.HarvestBench;

/// <summary>An origin as the node knows it, under as many labels as there are first fetches to measure: the name and a number from 1.</summary>
/// <param name="FlagUrl">A template with <c>{cc}</c>, as is the other.</param>
/// <param name="Learns">Whether the node looks for a rate that nobody told it.</param>
internal sealed record Label(string Name, string FlagUrl, string MetadataUrl, int Count, bool Learns = false);

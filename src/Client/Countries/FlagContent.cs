namespace Actors.Client.Countries;

/// <summary>A flag's bytes.</summary>
/// <param name="Bytes">The whole flag.</param>
/// <param name="MediaType">Without parameters; <c>application/octet-stream</c> if the node named none.</param>
public sealed record FlagContent(ReadOnlyMemory<byte> Bytes, string MediaType);

namespace Actors.Client.Countries;

/// <summary>What is known of a flag without its bytes.</summary>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="MediaType">For example <c>image/svg+xml</c>.</param>
/// <param name="Sha256">Lower hex.</param>
public sealed record FlagInfo(long Bytes, string MediaType, string Sha256);

namespace Actors.Grains.Chars;

/// <summary>The silo could not load its character data; only another build of it can.</summary>
[GenerateSerializer, Alias("actors.chars.unavailable")]
public sealed class CharIndexUnavailableException()
    : ActorsException("chars_unavailable", "The character data cannot be loaded on this node; its log says why.");

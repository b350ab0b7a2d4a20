using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>One character that has a name, or is a control.</summary>
internal sealed record Character(int CodePoint, NameRule Rule, string? Name);

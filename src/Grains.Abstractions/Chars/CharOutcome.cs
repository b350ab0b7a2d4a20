namespace Actors.Grains.Chars;

/// <summary>What one of several requests came to: a page, or the reason why there is none.</summary>
/// <param name="Page">The answer; null if it was refused.</param>
/// <param name="Refusal">Why there is no page; null if there is one.</param>
[GenerateSerializer, Immutable, Alias("actors.chars.outcome")]
public sealed record CharOutcome([property: Id(0)] CharPage? Page, [property: Id(1)] CharQueryException? Refusal);

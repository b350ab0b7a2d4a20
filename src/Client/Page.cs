using System.Collections.Immutable;

namespace Actors.Client;

/// <summary>One page of a list.</summary>
/// <param name="Next">Opaque cursor of the next page (<c>after</c>); null at the end.</param>
public sealed record Page<T>(ImmutableArray<T> Items, string? Next);

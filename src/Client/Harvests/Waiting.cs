namespace Actors.Client.Harvests;

/// <summary>Why nothing happens to a country now.</summary>
/// <param name="Reason"><c>permit</c>, <c>rate</c>, <c>hold</c>, <c>backoff</c>, <c>breaker</c>, <c>budget</c> or <c>paused</c>.</param>
/// <param name="Until">When it ends, if that is known.</param>
/// <param name="Position">Place in the queue, if there is one.</param>
public sealed record Waiting(string Reason, DateTimeOffset? Until, int? Position);

using System.Collections.Immutable;

namespace Actors.Client.Harvests;

/// <summary>What a harvest should do. What is null is not sent, so the node's default holds.</summary>
public sealed record HarvestOrder
{
    /// <summary>Label of a configured origin, any case. Node's default <c>local</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Two ASCII letters = that code, one letter = the 26 codes that start with it. Node's default: the 20 most populous.</summary>
    public ImmutableArray<string>? Countries { get; init; }

    /// <summary>The origin's codes; beats <see cref="Countries"/>.</summary>
    public bool? All { get; init; }

    /// <summary>AA..ZZ; beats <see cref="All"/>.</summary>
    public bool? Every { get; init; }

    /// <summary>Only the first so many of the sorted selection, from 1. Node's default: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Exchanges in flight, 1-1000. Node's default 5.</summary>
    public int? Concurrency { get; init; }

    /// <summary><c>flag</c>, <c>metadata</c> or <c>both</c>. Node's default <c>both</c>.</summary>
    public string? Parts { get; init; }

    /// <summary><c>stale</c> or <c>always</c>. Node's default <c>stale</c>.</summary>
    public string? Refresh { get; init; }

    /// <summary>Requests per exchange, 1-10. Node's default 10.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Milliseconds after which open countries fail with <c>deadline_exceeded</c>. Node's default: none.</summary>
    public long? DeadlineMs { get; init; }
}

using Actors.Client.Harvests;

namespace Actors.Cli.Flags;

/// <summary>What <c>actors flags</c> was asked for.</summary>
internal sealed record FlagsOptions
{
    /// <summary>The most exchanges in flight that the node takes; a larger wish is capped, as the book's programs do.</summary>
    public const int MostRequests = 1000;

    public IReadOnlyList<string> Codes { get; init; } = [];

    public bool All { get; init; }

    public bool Every { get; init; }

    public int? Limit { get; init; }

    /// <summary>As asked for, before any cap; null = the node's default.</summary>
    public int? MaxRequests { get; init; }

    public string Server { get; init; } = "local";

    public bool Verbose { get; init; }

    /// <summary>Absolute path.</summary>
    public required string Destination { get; init; }

    public bool ByName { get; init; }

    public int? Retries { get; init; }

    public bool Refresh { get; init; }

    public bool Json { get; init; }

    public string? Gateway { get; init; }

    /// <summary>Every beats all beats codes; the node sorts, merges and limits.</summary>
    public HarvestOrder ToOrder() => new()
    {
        Origin = Server,
        Every = Every ? true : null,
        All = All && !Every ? true : null,
        Countries = All || Every || Codes.Count == 0 ? null : [.. Codes],
        Limit = Limit,
        Concurrency = MaxRequests is { } wish ? Math.Min(wish, MostRequests) : null,
        Refresh = Refresh ? "always" : null,
        MaxAttempts = Retries + 1,
    };
}

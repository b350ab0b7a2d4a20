namespace Actors.Cli.Chars;

/// <summary>What <c>actors chars</c> was asked for.</summary>
internal sealed record CharsOptions
{
    public const int DefaultLimit = 50;

    /// <summary>The words, joined by blanks.</summary>
    public required string Query { get; init; }

    /// <summary>As typed; checked by whoever answers.</summary>
    public required string Mode { get; init; }

    /// <summary>As typed; null = the mode's own.</summary>
    public required string? Sort { get; init; }

    /// <summary>As typed; null = all versions.</summary>
    public required string? Unicode { get; init; }

    /// <summary>Most rows; null = all.</summary>
    public required int? Limit { get; init; }

    public required bool Json { get; init; }
}

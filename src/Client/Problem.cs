namespace Actors.Client;

/// <summary>The members of <c>application/problem+json</c> that this client reads.</summary>
internal sealed record Problem
{
    public string? Title { get; init; }

    public string? Code { get; init; }

    public string? Detail { get; init; }

    public string? Field { get; init; }
}

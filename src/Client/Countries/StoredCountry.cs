using System.Text.Json;

namespace Actors.Client.Countries;

/// <summary>A country as a node keeps it.</summary>
public sealed record StoredCountry
{
    /// <summary>Alpha-2, upper case.</summary>
    public required string Code { get; init; }

    /// <summary>Its name by the stored metadata; null if none is stored.</summary>
    public string? Country { get; init; }

    /// <summary>The flag as two regional indicators.</summary>
    public string? Emoji { get; init; }

    public FlagInfo? Flag { get; init; }

    /// <summary>The origin's JSON object; null if none is stored.</summary>
    public JsonElement? Metadata { get; init; }

    public DateTimeOffset? FetchedAt { get; init; }

    public DateTimeOffset? FreshUntil { get; init; }

    /// <summary>True if it is served beyond its freshness.</summary>
    public bool Stale { get; init; }
}

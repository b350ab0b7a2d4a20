using System.Text.Json;

namespace Actors.Client.Origins;

/// <summary>A configured origin: where it is fetched from and how its throttle stands.</summary>
public sealed record OriginInfo
{
    /// <summary>Lower case.</summary>
    public required string Label { get; init; }

    /// <summary>Template with <c>{cc}</c> or <c>{CC}</c>; null if the origin has no flags.</summary>
    public string? FlagUrl { get; init; }

    /// <summary>Template with <c>{cc}</c> or <c>{CC}</c>; null if the origin has no metadata.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>Exchanges over the whole cluster.</summary>
    public OriginConcurrency? Concurrency { get; init; }

    /// <summary>Requests per second over the whole cluster.</summary>
    public OriginRate? Rate { get; init; }

    /// <summary>Set while the origin asked everyone to wait.</summary>
    public OriginHold? Hold { get; init; }

    /// <summary>As the node words it; its shape may grow.</summary>
    public JsonElement Breaker { get; init; }

    /// <summary>As the node words it; its shape may grow.</summary>
    public JsonElement Budget { get; init; }

    /// <summary>True while an operator stopped all requests to it.</summary>
    public bool Paused { get; init; }
}

/// <param name="Limit">Most exchanges at once.</param>
/// <param name="InFlight">Exchanges now.</param>
/// <param name="Waiting">Exchanges that wait for a permit.</param>
public sealed record OriginConcurrency(int Limit, int InFlight, int Waiting);

/// <param name="Limit">Requests in any second; null = unlimited.</param>
/// <param name="LastSecond">Requests in the last second.</param>
public sealed record OriginRate(double? Limit, double LastSecond);

/// <param name="Until">When the hold ends; null = open end.</param>
/// <param name="Reason">Why, as a stable word.</param>
public sealed record OriginHold(DateTimeOffset? Until, string? Reason);

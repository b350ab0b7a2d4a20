using System.Text.Json;
using Actors.Client.Harvests;

namespace Actors.Client.Sockets;

/// <summary>Any frame of the server: the members that this client reads of all types together.</summary>
internal sealed record ServerFrame
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? Topic { get; init; }

    public string? Epoch { get; init; }

    public long Seq { get; init; }

    public string? Kind { get; init; }

    public CountryStatus? Country { get; init; }

    /// <summary>A string in events, the whole harvest in a snapshot.</summary>
    public JsonElement? State { get; init; }

    public int Pending { get; init; }

    public int Ok { get; init; }

    public int NotFound { get; init; }

    public int Failed { get; init; }

    public int Cancelled { get; init; }

    public int InFlight { get; init; }

    public long? EtaMs { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? Reason { get; init; }

    public bool Retryable { get; init; }

    public long? RetryAfterMs { get; init; }
}

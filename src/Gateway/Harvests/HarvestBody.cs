using System.Text.Json.Serialization;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>A harvest as HTTP and sockets show it; in lists without <c>countries</c>.</summary>
internal sealed record HarvestBody(
    string Id,
    string Origin,
    HarvestState State,
    int Total,
    int Pending,
    int Ok,
    int NotFound,
    int Failed,
    int Cancelled,
    int InFlight,
    int Concurrency,
    string Epoch,
    long Seq,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    long ElapsedMs,
    long? EtaMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CountryStatusBody>? Countries)
{
    public static HarvestBody From(HarvestSnapshot harvest) =>
        Summary(harvest) with { Countries = [.. harvest.Countries.Select(CountryStatusBody.From)] };

    public static HarvestBody Summary(HarvestSnapshot harvest) => new(
        harvest.Id, harvest.Origin, harvest.State,
        harvest.Counts.Total, harvest.Counts.Pending, harvest.Counts.Ok, harvest.Counts.NotFound, harvest.Counts.Failed, harvest.Counts.Cancelled,
        harvest.InFlight, harvest.Concurrency, harvest.Epoch, harvest.Seq,
        harvest.StartedAt, harvest.FinishedAt, harvest.ElapsedMs, harvest.EtaMs, Countries: null);
}

using System.Diagnostics;
using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>Encodes an event once; every transport and every client gets these very bytes.</summary>
internal static class EventEncoder
{
    private const string Type = "event";

    public static string Topic(string harvest) => $"harvest/{harvest}";

    public static byte[] Encode(string topic, string epoch, HarvestEvent happened) => happened switch
    {
        HarvestEvent.Country country => JsonSerializer.SerializeToUtf8Bytes(
            new CountryEvent(Type, topic, epoch, country.Seq, "country", CountryStatusBody.From(country.Status)), GatewayJson.Wire.CountryEvent),
        HarvestEvent.State state => JsonSerializer.SerializeToUtf8Bytes(
            new StateEvent(Type, topic, epoch, state.Seq, "state", state.Now), GatewayJson.Wire.StateEvent),
        HarvestEvent.Completed end => JsonSerializer.SerializeToUtf8Bytes(
            new CompletedEvent(
                Type, topic, epoch, end.Seq, "completed", end.Ending,
                end.Counts.Ok, end.Counts.NotFound, end.Counts.Failed, end.Counts.Cancelled),
            GatewayJson.Wire.CompletedEvent),
        _ => throw new UnreachableException(),
    };

    public static byte[] Encode(string topic, string epoch, HarvestProgress progress) => JsonSerializer.SerializeToUtf8Bytes(
        new ProgressEvent(
            Type, topic, epoch, progress.Seq, "progress",
            progress.Counts.Pending, progress.Counts.Ok, progress.Counts.NotFound, progress.Counts.Failed, progress.Counts.Cancelled,
            progress.InFlight, progress.EtaMs),
        GatewayJson.Wire.ProgressEvent);
}

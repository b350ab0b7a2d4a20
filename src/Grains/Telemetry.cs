using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Actors.Grains;

/// <summary>Instruments of the grains: one source and one meter, both called <c>Actors.Grains</c>.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("Actors.Grains");

    public static ActivitySource Source { get; } = new("Actors.Grains");

    public static Histogram<double> ExchangeDuration { get; } =
        Meter.CreateHistogram(
            "actors.exchange.duration", "s", "One HTTP exchange with an origin, by origin, part and outcome.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    /// <summary>Zero, or there is a defect: an exchange ended in a way that has no code of its own.</summary>
    public static Counter<long> TransportErrors { get; } =
        Meter.CreateCounter<long>("actors.exchange.transport_errors", "{exchange}", "Exchanges that failed in a way nobody thought of.");

    public static Counter<long> BlockedAddresses { get; } =
        Meter.CreateCounter<long>("actors.exchange.blocked", "{exchange}", "Connections refused by ourselves, by origin: an address it may not use.");

    public static Counter<long> ActiveFlags { get; } =
        Meter.CreateCounter<long>("actors.flags.active", "{flag}", "SVG flags with scripts, event attributes or external references, by origin.");

    public static Counter<long> Permits { get; } =
        Meter.CreateCounter<long>("actors.permits.granted", "{permit}", "Permits granted, by authority.");

    public static UpDownCounter<long> PermitsHeld { get; } =
        Meter.CreateUpDownCounter<long>("actors.permits.held", "{permit}", "Permits that this process holds.");

    public static Counter<long> Holds { get; } =
        Meter.CreateCounter<long>("actors.holds", "{hold}", "Times an authority asked to be left alone.");

    public static Counter<long> Outcomes { get; } =
        Meter.CreateCounter<long>("actors.harvest.outcomes", "{country}", "Countries that became final, by origin and state.");

    public static UpDownCounter<long> Running { get; } =
        Meter.CreateUpDownCounter<long>("actors.harvests.running", "{harvest}", "Harvests that run in this process.");
}

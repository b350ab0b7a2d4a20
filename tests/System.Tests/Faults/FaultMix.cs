using System.Collections.Immutable;

namespace Actors.System.Tests.Faults;

/// <summary>
/// What one origin does to one or two harvests at once, and within which bounds they run; all of it drawn from a seed, so that a run
/// that broke a promise can be run again.
/// </summary>
internal sealed record FaultMix
{
    // Each says that the host is not well, or asks for time: many in a row, and it is given up.
    private static readonly string[] OfTheHost =
    [
        "s500", "s501", "s502", "s503", "s504", "s505", "s408", "r429", "r503", "r429date", "r503date", "r429none", "r429bad", "r429neg", "trunc", "truncfin",
        "truncchunked", "reset", "resethead", "close", "garbage", "badstatus", "badheader", "badchunk", "clconflict", "clte", "extra",
    ];

    // Each is of the one answer. "slow", "split", "gzip" and "bom" are good ones: what drips without pause is still in time.
    private static readonly string[] OfTheAnswer =
    [
        "teapot", "s204", "s304", "s400", "s401", "s403", "s404", "s410", "s206", "empty", "oversize", "oversizecl", "bigheader", "manyheaders",
        "wrongtype", "notype", "html200", "html200lie", "gzip", "gzipbomb", "badgzip", "truncgzip", "encunknown", "encdouble", "redirloop", "redirchain",
        "redirlocal", "redirpriv", "redirscheme", "redirnone", "redirbad", "tls", "badjson", "dupjson", "deepjson", "nocountry", "countrytype", "latin1", "badutf8",
        "bom", "svgcut", "svgdtd", "svgscript", "svgexternal", "notsvg", "slow", "split",
    ];

    // Each next one in a row holds the host twice as long, up to a minute.
    private static readonly string[] NotTellingHowLong = ["r429none", "r429bad", "r429neg"];

    // Nothing works any more.
    private static readonly string[] Deadly = ["s500", "s503", "reset", "close", "trunc", "garbage"];

    private static readonly string[] TellingHowLong = ["r429", "r503", "r429date", "r503date"];

    private static readonly string[] Endless = ["hang", "stall", "slowhead"];

    private static readonly string[] Codes =
    [
        "AR", "AU", "BD", "BR", "CA", "CD", "CN", "DE", "EG", "ES", "ET", "FR", "GB", "ID", "IN", "IR", "IT", "JP", "KE", "KR",
        "MM", "MX", "NG", "NP", "PH", "PK", "PL", "RU", "TH", "TR", "TZ", "UA", "US", "VN", "ZA", "QQ",
    ];

    public required int Seed { get; init; }

    public required int Cap { get; init; }

    public double? PerSecond { get; init; }

    /// <summary>In the same run, at the same time.</summary>
    public required ImmutableArray<MixHarvest> Harvests { get; init; }

    /// <summary>Whether a second run must end the same: not where it depends on who was there first.</summary>
    public bool IsRepeatable { get; init; }

    public static FaultMix Of(int seed)
    {
        var random = new Random(seed);
        var mix = new FaultMix
        {
            Seed = seed,
            Cap = random.Next(1, 20),
            PerSecond = random.Next(4) == 0 ? random.Next(30, 120) : null,
            Harvests = [],
        };
        return random.Next(20) switch
        {
            0 => mix with { Harvests = [Many(random, "many", null), Single(random, "deadly", Deadly, rate: 1)] },
            1 => mix with { Harvests = [Many(random, "endless", null) with { Fault = Faults(random, Endless, 1), DeadlineMs = random.Next(500, 2000) }] },
            2 => mix with { Harvests = [Many(random, "cancelled", null) with { CancelAfter = random.Next(0, 10) }] },
            3 or 4 => mix with { Harvests = [Refreshed(random, "refreshed")] },
            _ => mix with
            {
                IsRepeatable = true,
                Harvests = [Many(random, "many", random.Next(10, 35) / 100d), Single(random, "single", OfTheAnswer, random.Next(2, 11) / 10d)],
            },
        };
    }

    /// <summary>For a node that is killed in the middle: slow enough that there is one, and nothing that ends by itself.</summary>
    public static FaultMix ToBeKilled(int seed)
    {
        var random = new Random(seed);
        var mix = new FaultMix { Seed = seed, Cap = random.Next(2, 6), PerSecond = random.Next(4) == 0 ? random.Next(20, 40) : null, Harvests = [] };
        var delay = random.Next(20, 150);
        return mix with
        {
            Harvests = (seed % 3) switch
            {
                0 => [Slow(Many(random, "held", random.Next(0, 30) / 100d)), Asking(random, "asks")],
                1 => [Slow(Refreshed(random, "refreshed"), times: 4)],
                _ => [Slow(Many(random, "many", random.Next(10, 40) / 100d)), Slow(Single(random, "single", OfTheAnswer, random.Next(2, 11) / 10d))],
            },
        };

        MixHarvest Slow(MixHarvest harvest, int times = 1) => harvest with { Fault = $"delay={delay * times}&{harvest.Fault}" };
    }

    public override string ToString() => $"ACTORS_SEED={Seed}: cap {Cap}, rate {PerSecond?.ToString("F0") ?? "none"}, "
        + string.Join("; ", Harvests.Select(harvest => $"{harvest.Name} {harvest.Fault} x {harvest.Countries.Length} at {harvest.Concurrency}"));

    // Each attempt draws whether it is struck, and by which.
    private static MixHarvest Many(Random random, string name, double? rate) => Drawn(random, name) with
    {
        Mode = "mix",
        Fault = $"rate={rate ?? random.Next(10, 50) / 100d}&retryAfter=1&pace=0&{Faults(random, [.. OfTheHost, .. OfTheAnswer], random.Next(2, 9))}",
    };

    // One fault, of some paths or all; the mode counts attempts apart from "mix".
    private static MixHarvest Single(Random random, string name, string[] modes, double rate) => Drawn(random, name) with
    {
        Mode = "early",
        Fault = $"rate={rate}&retryAfter=1&pace=0&plan={random.GetItems(modes, 1)[0]}",
    };

    // Good at first, so that something is stored; then it is asked for again. Every path has the same plan: where each is refused once without
    // a time, the refusals come in a row, and the harvest is rightly silent for minutes.
    private static MixHarvest Refreshed(Random random, string name) => Drawn(random, name) with
    {
        Mode = "local",
        Fault = $"retryAfter=1&pace=0&plan=ok,{random.GetItems([.. OfTheHost.Except(NotTellingHowLong), .. OfTheAnswer, "changing"], 1)[0]},{random.GetItems(["ok", "s503", "changing", "badjson"], 1)[0]}",
        Refreshes = true,
    };

    // One request, and the whole host is to be left alone for some seconds.
    private static MixHarvest Asking(Random random, string name) => Drawn(random, name) with
    {
        Mode = "early",
        Fault = $"delay={random.Next(0, 800)}&retryAfter={random.Next(6, 10)}&plan={random.GetItems(TellingHowLong, 1)[0]},ok",
        Countries = ["BR"],
        Parts = "flag",
        AsksForTime = true,
    };

    private static MixHarvest Drawn(Random random, string name) => new()
    {
        Name = name,
        Mode = "mix",
        Fault = "",
        Countries = [.. random.GetItems(Codes, random.Next(5, 30)).Distinct().Order()],
        Concurrency = random.Next(1, 30),
        MaxAttempts = random.Next(2, 8),
    };

    private static string Faults(Random random, string[] modes, int count) => $"faults={string.Join(',', random.GetItems(modes, count))}";
}

using System.Diagnostics;
using System.Net;
using Actors.ClusterBench.Processes;

namespace Actors.ClusterBench.Parts;

/// <summary>Asks gateways for stored countries. Every request that is not answered well counts as failed; nothing is asked twice.</summary>
internal static class Readers
{
    // Some hundred of those that the practice origin has.
    private static readonly string[] Codes =
        [.. "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW".Split(' ')];

    /// <summary>One after the other until it is told to stop.</summary>
    public static async Task<Answers> Run(Site site, int reader, CancellationToken stopping)
    {
        var random = new Random(reader);
        var answers = new Answers();
        while (!stopping.IsCancellationRequested)
            await Ask(site, random.Next(site.Gateways.Count), Codes[random.Next(Codes.Length)], answers, Stopwatch.GetTimestamp());
        return answers;
    }

    /// <summary>All at once; times are from now.</summary>
    public static async Task<Answers> EveryKey(Site site, CancellationToken stopping)
    {
        var answers = new Answers();
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Codes.Select((code, number) => Ask(site, number % site.Gateways.Count, code, answers, since))).WaitAsync(stopping);
        return answers;
    }

    private static async Task Ask(Site site, int gateway, string code, Answers answers, long since)
    {
        var isWell = false;
        try
        {
            using var answer = await site.Http.GetAsync(new Uri(site.Gateways[gateway].Address, $"/v1/countries/{code}?origin=local"));
            isWell = answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // Counted below.
        }

        answers.Add(Stopwatch.GetElapsedTime(since).TotalSeconds, isWell);
    }
}

/// <summary>How requests were answered, and when.</summary>
internal sealed class Answers
{
    private readonly List<double> _seconds = [];

    public int Asked => _seconds.Count;

    public int Failed { get; private set; }

    public double Slowest => _seconds.DefaultIfEmpty().Max();

    public void Add(double seconds, bool isWell)
    {
        lock (_seconds)
        {
            _seconds.Add(seconds);
            Failed += isWell ? 0 : 1;
        }
    }

    public double Percentile(double part)
    {
        double[] sorted = [.. _seconds.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(part * sorted.Length) - 1)];
    }
}

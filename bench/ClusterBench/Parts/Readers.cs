using System.Diagnostics;
using System.Net;
using Actors.ClusterBench.Processes;

namespace Actors.ClusterBench.Parts;

/// <summary>Asks gateways for stored countries. Every request that is not answered well counts as failed; nothing is asked twice.</summary>
internal static class Readers
{
    private const int MostOfBody = 300;

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
        var failure = await FailureOf(site.Http, new Uri(site.Gateways[gateway].Address, $"/v1/countries/{code}?origin=local"));
        answers.Add(Stopwatch.GetElapsedTime(since).TotalSeconds, failure);
    }

    /// <summary>How a request failed, so that it can be counted; null if it was answered well.</summary>
    public static async Task<string?> FailureOf(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            if (answer.StatusCode == HttpStatusCode.OK) return null;
            var body = await answer.Content.ReadAsStringAsync();
            return $"{(int)answer.StatusCode} {body[..Math.Min(body.Length, MostOfBody)]}";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return failure.Message;
        }
    }
}

/// <summary>How requests were answered, and when.</summary>
internal sealed class Answers
{
    private readonly List<double> _seconds = [];
    private readonly SortedDictionary<string, int> _failures = [];

    /// <summary>What went wrong, how often.</summary>
    public string Failures => string.Join("; ", _failures.Select(one => $"{one.Value} x {one.Key}"));

    public int Asked => _seconds.Count;

    public int Failed => _failures.Values.Sum();

    public double Slowest => _seconds.DefaultIfEmpty().Max();

    /// <param name="failure">Null = answered well.</param>
    public void Add(double seconds, string? failure)
    {
        lock (_seconds)
        {
            _seconds.Add(seconds);
            if (failure is not null) _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
        }
    }

    public double Percentile(double part)
    {
        double[] sorted = [.. _seconds.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(part * sorted.Length) - 1)];
    }
}

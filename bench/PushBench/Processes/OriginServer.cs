using System.Diagnostics;
using System.Text.Json;
using Actors.HarvestBench;

namespace Actors.PushBench.Processes;

/// <summary>The bundled origin: where every outcome begins. Its log tells when.</summary>
internal sealed class OriginServer : IDisposable
{
    private const int Probes = 30;
    private const string Timed = ".svg";
    private const string ProbePath = "/flags/br/br.svg";

    private readonly ServerProcess _process;
    private readonly HttpClient _http;
    private readonly double _start;

    private OriginServer(ServerProcess process, HttpClient http, double start)
    {
        _process = process;
        _http = http;
        _start = start;
    }

    /// <param name="isTimed"><see cref="Answered"/> tells of these only: others may be about the same countries at the same time.</param>
    public string FlagUrl(bool isTimed) => $"{_http.BaseAddress}local/flags/{{cc}}/{{cc}}{(isTimed ? Timed : ".png")}";

    public static async Task<OriginServer> Start(Bench bench)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}/");
        var environment = new Dictionary<string, string>
        {
            ["Origin__Ports__Local"] = "0",
            ["Origin__Ports__Delay"] = "0",
            ["Origin__Ports__Error"] = "0",
            ["Origin__Ports__Control"] = $"{address.Port}",
        };
        var process = await ServerProcess.Start(
            "Actors.Origin", [], environment, bench.NewFolder(), new Uri(address, "/_ctl/stats"), bench.Stopping);
        var http = new HttpClient { BaseAddress = address };
        return new OriginServer(process, http, await Synchronise(http));
    }

    public async Task Reset()
    {
        using var answer = await _http.PostAsync(new Uri("/_ctl/reset", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>When the last answer for each country code was handed to the socket: timestamps of this process.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Answered()
    {
        Dictionary<string, long> answered = [];
        foreach (var exchange in (await Exchanges(_http)).Where(exchange => exchange.Path.EndsWith(Timed, StringComparison.Ordinal)))
        {
            var code = Path.GetFileNameWithoutExtension(exchange.Path).ToUpperInvariant();
            answered[code] = (long)((exchange.Sent + _start) * Stopwatch.Frequency / 1000);
        }

        return answered;
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    /// <summary>
    /// Its clock is ours with another zero. What it says of an exchange lies between our timestamps before and after; the
    /// quickest exchange tells best, to half of what that took.
    /// </summary>
    /// <returns>Our milliseconds at its zero.</returns>
    private static async Task<double> Synchronise(HttpClient http)
    {
        List<(double Before, double After)> ours = [];
        for (var probe = 0; probe < Probes; probe++)
        {
            var before = Now();
            using var answer = await http.GetAsync(new Uri("/local" + ProbePath, UriKind.Relative));
            ours.Add((before, Now()));
        }

        var theirs = (await Exchanges(http)).Where(exchange => exchange.Path == ProbePath).ToList();
        if (theirs.Count != Probes) throw new InvalidOperationException($"The origin lists {theirs.Count} of {Probes} exchanges.");
        var (mine, its) = ours.Zip(theirs).MinBy(pair => pair.First.After - pair.First.Before);
        return ((mine.Before + mine.After) / 2) - ((its.Received + its.Sent) / 2);

        static double Now() => Stopwatch.GetTimestamp() * 1000d / Stopwatch.Frequency;
    }

    private static async Task<List<Exchange>> Exchanges(HttpClient http)
    {
        var lines = await http.GetStringAsync(new Uri("/_ctl/events", UriKind.Relative));
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Exchange>(line, JsonSerializerOptions.Web)!)];
    }

    /// <summary>One line of its log; times in milliseconds of its clock.</summary>
    private sealed record Exchange(string Path, double Received, double Sent);
}

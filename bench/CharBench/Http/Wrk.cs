using System.Text.RegularExpressions;

namespace Actors.CharBench.Http;

/// <summary>The load: wrk (Debian package <c>wrk</c>), one thread, 32 connections, every request out of a file of targets.</summary>
internal sealed partial class Wrk(Workplace place, int seconds)
{
    private const int Connections = 32;

    /// <param name="targets">A file with one path and query a line.</param>
    /// <exception cref="InvalidOperationException">wrk is not installed, or a request was not answered well.</exception>
    public async Task<Load> Run(Uri server, string targets)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Http", "cycle.lua");
        var (output, _) = await place.Run(
            "wrk", "-t1", $"-c{Connections}", $"-d{seconds}s", "-s", script, server.ToString(), "--", targets);
        if (Result().Match(output) is not { Success: true } result) throw new InvalidOperationException($"wrk said: {output}");
        var requests = Number("requests");
        return Number("failed") == 0
            ? new Load(requests, requests / (Number("microseconds") / 1e6), (double)Number("bytes") / requests)
            : throw new InvalidOperationException($"Requests to {server} failed: there are no figures of broken work. {output}");

        long Number(string group) => long.Parse(result.Groups[group].ValueSpan);
    }

    [GeneratedRegex(
        @"^RESULT (?<requests>\d+) (?<microseconds>\d+) (?<bytes>\d+) (?<failed>\d+)$",
        RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Result();
}

/// <param name="Requests">Answered.</param>
/// <param name="Bytes">Of a response, with its headers.</param>
internal sealed record Load(long Requests, double PerSecond, double Bytes);

using System.Collections.Immutable;
using System.Text.Json;
using Actors.Grains.Countries;
using Actors.HarvestBench;

namespace Actors.FaultBench;

/// <summary>The bundled origin as a process of its own, asked at its control port, which has every mode; and the judge of what reached it.</summary>
internal sealed class OriginProcess : IDisposable
{
    private readonly Child _child;
    private readonly HttpClient _control;

    private OriginProcess(Child child, int port)
    {
        _child = child;
        _control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/_ctl/") };
    }

    /// <param name="port">The control port. Who has not started yet can be configured all the same.</param>
    public static async Task<OriginProcess> Start(string directory, int port, CancellationToken stopping)
    {
        var environment = new Dictionary<string, string>
        {
            ["Origin__Ports__Local"] = "0", ["Origin__Ports__Delay"] = "0", ["Origin__Ports__Error"] = "0", ["Origin__Ports__Control"] = $"{port}",
        };
        return new OriginProcess(
            await Child.Start("Actors.Origin", [], environment, directory, new Uri($"http://127.0.0.1:{port}/_ctl/stats"), stopping), port);
    }

    public async Task Reset()
    {
        using var answer = await _control.PostAsync(new Uri("reset", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Since the last reset, once everything that arrived has ended.</summary>
    public async Task<Seen> Seen()
    {
        while (true)
        {
            var stats = await _control.GetStringAsync(new Uri("stats", UriKind.Relative));
            var lines = await _control.GetStringAsync(new Uri("events", UriKind.Relative));
            using var parsed = JsonDocument.Parse(stats);
            ImmutableArray<Exchange> exchanges =
                [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Exchange>(line, JsonSerializerOptions.Web)!)];
            if (exchanges.Length == parsed.RootElement.GetProperty("requests").GetInt32())
                return new Seen(exchanges, parsed.RootElement.GetProperty("peak").GetInt32());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public void Dispose()
    {
        _control.Dispose();
        _child.Dispose();
    }
}

/// <summary>One temper of an origin: what all countries' flags and metadata meet there.</summary>
/// <param name="Port">The control port of its origin.</param>
/// <param name="Mode">First segment of the path.</param>
/// <param name="Query">Parameters of the mode.</param>
internal sealed record Temper(int Port, string Mode, string Query)
{
    private string Root => $"http://127.0.0.1:{Port}/{Mode}/flags";

    public string FlagUrl => $"{Root}/{{cc}}/{{cc}}.svg?{Query}";

    public string MetadataUrl => $"{Root}/{{cc}}/metadata.json?{Query}";

    public Label As(string name, int count, bool learns = false) => new(name, FlagUrl, MetadataUrl, count, learns);

    /// <summary>What a harvest of all countries asks for: flag and metadata of each, 498 exchanges.</summary>
    public ImmutableArray<Uri> All =>
        [.. CountryCodes.Iso3166.SelectMany(code => new[] { FlagUrl, MetadataUrl }.Select(url => new Uri(url.Replace("{cc}", code.ToLowerInvariant()))))];
}

/// <summary>One line of the origin's log; times in milliseconds of its clock.</summary>
internal sealed record Exchange(string Mode, string Path, int Status, string? Fault, double Received, double Sent, double? RetryAfterMs);

/// <param name="Exchanges">In order of ending.</param>
/// <param name="Peak">In flight at one moment.</param>
internal sealed record Seen(ImmutableArray<Exchange> Exchanges, int Peak)
{
    public int Requests => Exchanges.Length;

    public int With(int status) => Exchanges.Count(exchange => exchange.Status == status);

    /// <summary>By how many milliseconds the hastiest retry of a path came before its Retry-After; 0 or less = none was early. Null = nothing was asked again.</summary>
    public double? Earliest
    {
        get
        {
            var early = Exchanges.GroupBy(exchange => (exchange.Mode, exchange.Path))
                .Select(path => path.OrderBy(exchange => exchange.Received).ToList())
                .SelectMany(inOrder => inOrder.Zip(inOrder.Skip(1), (first, second) => first.Sent + first.RetryAfterMs - second.Received));
            return early.Max();
        }
    }
}

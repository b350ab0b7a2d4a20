using System.Collections.Immutable;
using System.Text.Json;
using Actors.Grains.Countries;

namespace Actors.HarvestBench;

/// <summary>The bundled origin as a process of its own, and the judge of what reached it.</summary>
internal sealed class OriginProcess : IDisposable
{
    private readonly Child _child;
    private readonly HttpClient _control;

    private OriginProcess(Child child, int[] ports)
    {
        _child = child;
        Ports = ports;
        _control = new HttpClient { BaseAddress = new Uri($"http://localhost:{ports[3]}/_ctl/") };
    }

    /// <summary>LOCAL, DELAY, ERROR, control.</summary>
    public IReadOnlyList<int> Ports { get; }

    public static async Task<OriginProcess> Start(string directory, TimeSpan delay, CancellationToken stopping)
    {
        var ports = FreePorts.Take(4);
        var environment = new Dictionary<string, string> { ["Origin__Delay"] = delay.ToString("c") };
        foreach (var (key, port) in PortKeys.Zip(ports)) environment[key] = $"{port}";
        var child = await Child.Start("Actors.Origin", [], environment, directory, new Uri($"http://localhost:{ports[3]}/_ctl/stats"), stopping);
        return new OriginProcess(child, ports);
    }

    private static IReadOnlyList<string> PortKeys { get; } =
        ["Origin__Ports__Local", "Origin__Ports__Delay", "Origin__Ports__Error", "Origin__Ports__Control"];

    /// <summary>Root of the paths of one mode: <c>local</c> or <c>delay</c>.</summary>
    public string Root(string mode) => $"http://localhost:{Ports[mode == "local" ? 0 : 1]}/flags";

    public Uri Flag(string mode, string code) => new($"{Root(mode)}/{Lower(code)}/{Lower(code)}.svg");

    /// <summary>One mode under so many labels of its name.</summary>
    public Label As(string mode, int count) => new(mode, $"{Root(mode)}/{{cc}}/{{cc}}.svg", $"{Root(mode)}/{{cc}}/metadata.json", count);

    /// <summary>What a harvest of all countries asks for: flag and metadata of each, 498 exchanges.</summary>
    public ImmutableArray<Uri> All(string mode) =>
        [.. CountryCodes.Iso3166.SelectMany(code => new[] { Flag(mode, code), new Uri($"{Root(mode)}/{Lower(code)}/metadata.json") })];

    public async Task Reset()
    {
        using var answer = await _control.PostAsync(new Uri("reset", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Since the last reset.</summary>
    public async Task<Seen> Stats()
    {
        using var stats = JsonDocument.Parse(await _control.GetByteArrayAsync(new Uri("stats", UriKind.Relative)));
        return new Seen(stats.RootElement.GetProperty("requests").GetInt32(), stats.RootElement.GetProperty("peak").GetInt32());
    }

    public void Dispose()
    {
        _control.Dispose();
        _child.Dispose();
    }

    private static string Lower(string code) => code.ToLowerInvariant();
}

/// <param name="Requests">That arrived at the origin.</param>
/// <param name="Peak">In flight at one moment.</param>
internal sealed record Seen(int Requests, int Peak);

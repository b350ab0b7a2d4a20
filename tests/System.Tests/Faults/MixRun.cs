using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>A mix with an origin of its own: what it does, and everything that is told of it.</summary>
internal sealed class MixRun : IAsyncDisposable
{
    private const int MaxBytes = 256 * 1024;

    private readonly FaultMix _mix;
    private readonly FaultyOrigin _origin;
    private readonly HistoryRecorder _recorder;
    private readonly HistorySettings _settings;

    private MixRun(FaultMix mix, FaultyOrigin origin, HistoryRecorder recorder, HistorySettings settings) =>
        (_mix, _origin, _recorder, _settings) = (mix, origin, recorder, settings);

    public HistoryRecorder Recorder => _recorder;

    public FaultMix Mix => _mix;

    /// <summary>The labels of a node that knows this mix: a run and its repetition need countries that nobody has fetched.</summary>
    public static IEnumerable<(string Key, string Value)> Labels(FaultMix mix, Uri origin) =>
        from pass in new[] { 1, 2 }
        from harvest in mix.Harvests
        from setting in Settings(mix, harvest, $"{origin}{harvest.Mode}/flags/{{cc}}")
        select ($"Origins__{Label(mix, harvest, pass)}__{setting.Key}", setting.Value);

    /// <param name="address">Where its origin is to listen.</param>
    /// <param name="outages">When the node is killed; null = it must never be gone.</param>
    /// <param name="bounds">What the run is held against; cap and rate are the mix's.</param>
    public static async Task<MixRun> Start(FaultMix mix, Uri address, Uri node, HistorySettings bounds, Outages? outages = null)
    {
        var origin = await FaultyOrigin.Start(address, mix.Seed);
        return new MixRun(mix, origin, new HistoryRecorder(node, address, outages), bounds with { Seed = mix.Seed, Cap = mix.Cap, PerSecond = mix.PerSecond });
    }

    /// <summary>Fetches once what is to be refreshed.</summary>
    public async Task<IReadOnlyList<HarvestHistory>> Prepare(int pass = 1) => await Task.WhenAll(_mix.Harvests
        .Where(harvest => harvest.Refreshes)
        .Select(harvest => _recorder.Run($"{harvest.Name} before", harvest.Order(Label(_mix, harvest, pass)))));

    /// <summary>Runs every harvest to its end.</summary>
    /// <param name="started">Called for each that was accepted.</param>
    public async Task<IReadOnlyList<HarvestHistory>> Run(int pass = 1, Action? started = null) => await Task.WhenAll(_mix.Harvests.Select(harvest =>
    {
        var order = harvest.Order(Label(_mix, harvest, pass));
        return _recorder.Run(harvest.Name, harvest.Refreshes ? order with { Refresh = "always" } : order, harvest.CancelAfter, started);
    }));

    /// <summary>Ends when the node knows that this host is to be left alone.</summary>
    public Task Held(int pass = 1) => Task.WhenAll(
        _mix.Harvests.Where(harvest => harvest.AsksForTime).Select(harvest => _recorder.Held(Label(_mix, harvest, pass))));

    public async Task<History> Told(IEnumerable<HarvestHistory> harvests, long peakMemory, int pass = 1)
    {
        var throttles = await Task.WhenAll(_mix.Harvests.Select(harvest => _recorder.Throttle(Label(_mix, harvest, pass))));
        var (exchanges, kills) = await _recorder.Exchanges();
        return new History
        {
            Settings = _settings, Exchanges = exchanges, Kills = kills, Harvests = [.. harvests], Throttles = throttles, PeakMemory = peakMemory,
        };
    }

    /// <summary>What breaks a promise; the history of such a run is kept, and with <c>ACTORS_KEEP</c> every other one.</summary>
    public static IReadOnlyList<string> Check(History history, int pass = 1)
    {
        var violations = HistoryChecker.Check(history);
        if (violations.Count > 0 || Environment.GetEnvironmentVariable("ACTORS_KEEP") is not null)
            HistoryFile.Write(Artifacts.Path(Path.Combine("faults", $"{history.Settings.Seed}-{pass}.json")), history);
        return violations;
    }

    public ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        return _origin.DisposeAsync();
    }

    private static string Label(FaultMix mix, MixHarvest harvest, int pass) => $"m{mix.Seed}-{harvest.Name}-{pass}";

    private static IEnumerable<(string Key, string Value)> Settings(FaultMix mix, MixHarvest harvest, string folder)
    {
        yield return ("FlagUrl", $"{folder}/{{cc}}.svg?{harvest.Fault}");
        yield return ("MetadataUrl", $"{folder}/metadata.json?{harvest.Fault}");
        yield return ("MaxConcurrency", $"{mix.Cap}");
        yield return ("MaxBytes", $"{MaxBytes}");
        yield return ("AllowPrivateAddresses", "true");
        if (mix.PerSecond is { } rate)
            yield return ("RequestsPerSecond", $"{rate}");
    }
}

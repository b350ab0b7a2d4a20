namespace Actors.Origin.Exchanges;

/// <summary>One mode's counters and the history of its paths.</summary>
internal sealed class ModeCounters(string mode, Tally tally)
{
    /// <summary>A harvest of all 676 codes asks for 1,352 paths. What comes beyond the bound shares one history.</summary>
    public const int MaxPaths = 20_000;

    private readonly Dictionary<string, PathHistory> _paths = new(StringComparer.Ordinal);
    private readonly PathHistory _others = new("(other paths)");

    public string Mode { get; } = mode;

    public Tally Tally { get; } = tally;

    public PathHistory History(string path)
    {
        if (_paths.TryGetValue(path, out var history))
            return history;

        if (_paths.Count >= MaxPaths)
            return _others;

        return _paths[path] = new PathHistory(path);
    }
}

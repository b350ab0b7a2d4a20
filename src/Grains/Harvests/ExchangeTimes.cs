using System.Collections.Concurrent;

namespace Actors.Grains.Harvests;

/// <summary>
/// How long exchanges of each origin took in the last harvest that ended in this silo: what an estimate of the next one
/// builds on. Lives in memory; there are as many entries as configured origins.
/// </summary>
internal sealed class ExchangeTimes
{
    /// <summary>
    /// For an origin that nobody asked yet: half a second, which is the practice origin's DELAY, and more than most need. An
    /// estimate should rather be too long.
    /// </summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentDictionary<string, TimeSpan> _byOrigin = new(StringComparer.Ordinal);

    public TimeSpan Of(string origin) => _byOrigin.GetValueOrDefault(origin, Default);

    /// <param name="perExchange">Null if the harvest sent nothing: then nothing was learned.</param>
    public void Remember(string origin, TimeSpan? perExchange)
    {
        if (perExchange is { } took)
        {
            _byOrigin[origin] = took;
        }
    }
}

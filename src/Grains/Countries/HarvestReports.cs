using Actors.Grains.Harvests;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Countries;

/// <summary>
/// What this process's countries tell harvests: what gathers while a call to a harvest is under way travels together in the next
/// one, in the order in which it was said. Reports that cannot be delivered are dropped: the harvest asks again, and is told then.
/// </summary>
internal sealed partial class HarvestReports(IGrainFactory grains, ILogger<HarvestReports> logger)
{
    private readonly Lock _lock = new();

    /// <summary>By harvest, as long as a call to it is under way.</summary>
    private readonly Dictionary<string, List<CountryStatus>> _gathered = new(StringComparer.Ordinal);

    public void Tell(string harvest, CountryStatus status)
    {
        lock (_lock)
        {
            if (_gathered.TryGetValue(harvest, out var gathered))
            {
                gathered.Add(status);
                return;
            }

            _gathered.Add(harvest, [status]);
        }

        Send(harvest).Ignore();
    }

    private async Task Send(string harvest)
    {
        // Leaves the scheduler of the grain that tells: others share the calls.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var grain = grains.GetGrain<IHarvestGrain>(harvest);
        while (true)
        {
            List<CountryStatus> told;
            lock (_lock)
            {
                told = _gathered[harvest];
                if (told.Count == 0)
                {
                    _gathered.Remove(harvest);
                    return;
                }

                _gathered[harvest] = [];
            }

            try
            {
                await grain.Hear([.. told]);
            }
            catch (Exception error)
            {
                LogUnreported(told.Count, harvest, error.Message);
            }
        }
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning,
        Message = "Reports of countries ({Count}) did not reach harvest {Harvest}, which will ask again: {Reason}")]
    private partial void LogUnreported(int count, string harvest, string reason);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Harvests;

/// <summary>How many harvests, for how long. Section <c>Harvests</c>.</summary>
public sealed class HarvestOptions
{
    /// <summary>Harvests that may run at the same time over the whole cluster, 1-1000. Default 16.</summary>
    [Range(1, 1000)] public int MaxRunning { get; set; } = 16;

    /// <summary>How long a finished harvest is kept, from one minute. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")] public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);
}

[OptionsValidator]
internal sealed partial class HarvestOptionsValidator : IValidateOptions<HarvestOptions>;

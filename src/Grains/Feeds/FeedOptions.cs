using System.ComponentModel.DataAnnotations;

namespace Actors.Grains.Feeds;

/// <summary>One feed. Section <c>Feeds:{name}</c>.</summary>
public sealed class FeedOptions
{
    /// <summary>As <see cref="FreshFor"/>: what was downloaded once is kept for ever.</summary>
    public const string Never = "never";

    /// <summary>Where it is, http or https; <c>{env:NAME}</c> stands for a key. No default.</summary>
    [Required] public string? Url { get; set; }

    /// <summary>Allows loopback and private addresses, for the host of <see cref="Url"/> only. Default false.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Lifetime of a document whose response states none, from 0 to 3650 days, or <c>never</c> to ask again. Default 1 day.</summary>
    public string FreshFor { get; set; } = "1.00:00:00";

    /// <summary>Largest document in bytes, 1 to 256 MiB. Default 64 MiB.</summary>
    [Range(1, 256 * 1024 * 1024)] public int MaxBytes { get; set; } = 64 * 1024 * 1024;
}

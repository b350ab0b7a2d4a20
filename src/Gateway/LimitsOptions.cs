using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>What one client may ask of this gateway. Section <c>Limits</c>.</summary>
internal sealed class LimitsOptions
{
    /// <summary>
    /// Web origins whose pages may use this gateway beside its own, as browsers send them (<c>https://example.org</c>);
    /// <c>*</c> = any. Default none.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Largest request body in bytes, 1024 to 1 MiB. Default 64 KiB.</summary>
    [Range(1024, 1 << 20)] public int BodyBytes { get; set; } = 64 << 10;

    /// <summary>Largest inbound frame in bytes, fragments counted together, 1024 to 1 MiB. Default 16 KiB.</summary>
    [Range(1024, 1 << 20)] public int FrameBytes { get; set; } = 16 << 10;

    /// <summary>Live subscriptions per connection, 1-1000. Default 64.</summary>
    [Range(1, 1000)] public int Subscriptions { get; set; } = 64;

    /// <summary>Requests per connection that wait for the cluster, 1-1000. Default 64.</summary>
    [Range(1, 1000)] public int Requests { get; set; } = 64;

    /// <summary>Live searches per connection, and pages that those wait for, 1-1000. Default 16.</summary>
    [Range(1, 1000)] public int Searches { get; set; } = 16;

    /// <summary>How long a new connection may take to its <c>hello</c>. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")] public TimeSpan Hello { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Ping interval and longest wait for the pong; comment interval of event streams. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")] public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one frame may wait for a client that does not read before its connection is aborted. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")] public TimeSpan Send { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Memory for answers of the char index that were asked for more than once, in bytes, 0 to 1 GiB; 0 = none are kept.
    /// Default 16 MiB.
    /// </summary>
    [Range(0, 1 << 30)] public int CharCacheBytes { get; set; } = 16 << 20;
}

[OptionsValidator]
internal sealed partial class LimitsOptionsValidator : IValidateOptions<LimitsOptions>;

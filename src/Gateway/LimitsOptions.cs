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

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.
    /// Default none: nobody's are.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// HTTP requests a second from one client, which is its key or else its address (IPv6: its /64), 0 to 1,000,000; health and
    /// metrics do not count. 0 = no such limit, which is the default.
    /// </summary>
    [Range(0, 1_000_000)] public int RequestsPerSecond { get; set; }

    /// <summary>Requests that a client may send at once after a pause, 0 to 1,000,000; 0 = twice a second's, which is the default.</summary>
    [Range(0, 1_000_000)] public int RequestBurst { get; set; }

    /// <summary>
    /// Longest time for a request, 0.1 s to 1 hour; streams, sockets and requests with <c>wait</c> have their own. Default 100 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")] public TimeSpan Request { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Largest request body in bytes, 1024 to 1 MiB. Default 64 KiB.</summary>
    [Range(1024, 1 << 20)] public int BodyBytes { get; set; } = 64 << 10;

    /// <summary>Largest inbound frame in bytes, fragments counted together, 1024 to 1 MiB. Default 16 KiB.</summary>
    [Range(1024, 1 << 20)] public int FrameBytes { get; set; } = 16 << 10;

    /// <summary>WebSockets and event streams of this gateway, 1 to 1,000,000. Default 16,384.</summary>
    [Range(1, 1_000_000)] public int Sockets { get; set; } = 16_384;

    /// <summary>WebSockets and event streams per client address (IPv6: per /64), 0 to 1,000,000; 0 = no such limit, which is the default.</summary>
    [Range(0, 1_000_000)] public int SocketsPerAddress { get; set; }

    /// <summary>
    /// Frames a second from one connection, 0 to 1,000,000; twice as many may come at once. 0 = no such limit, which is the default.
    /// </summary>
    [Range(0, 1_000_000)] public int FramesPerSecond { get; set; }

    /// <summary>Numbered events of a topic that a client may be behind while it takes none, 1 to 1,000,000. Default 4,096.</summary>
    [Range(1, 1_000_000)] public int LagEvents { get; set; } = 4096;

    /// <summary>The same in bytes, 1024 to 1 GiB. Default 4 MiB.</summary>
    [Range(1024, 1 << 30)] public int LagBytes { get; set; } = 4 << 20;

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

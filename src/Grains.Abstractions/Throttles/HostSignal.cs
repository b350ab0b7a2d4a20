namespace Actors.Grains.Throttles;

/// <summary>What an exchange tells about its host's health.</summary>
[GenerateSerializer, Alias("actors.host-signal")]
public enum HostSignal
{
    /// <summary>Says nothing about the host (404, bad content, cancelled).</summary>
    Neutral,

    /// <summary>The host answered well.</summary>
    Success,

    /// <summary>The host seems unwell (5xx, time-out, connection).</summary>
    Failure,

    /// <summary>The host asks to be left alone: 429, or 503 with Retry-After.</summary>
    Hold,
}

namespace Actors.Origin;

/// <summary>
/// A port of the origin cannot be bound. An <see cref="IOException"/>, because Kestrel swallows any other kind when only one of the
/// two loopback addresses is affected, and would serve half.
/// </summary>
public sealed class OriginPortException(string key, int port, string reason, Exception? inner = null)
    : IOException($"{key}: port {port} {reason}.", inner)
{
    /// <summary>The configuration key, such as <c>Origin:Ports:Local</c>.</summary>
    public string Key { get; } = key;

    /// <summary>The port, 1 to 65535.</summary>
    public int Port { get; } = port;
}

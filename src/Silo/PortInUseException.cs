namespace Actors.Silo;

/// <summary>A port that this process must listen on belongs to another process.</summary>
public sealed class PortInUseException(string key, int port, Exception inner)
    : IOException($"{key}: port {port} is in use, perhaps by another node.", inner)
{
    public string Key { get; } = key;

    public int Port { get; } = port;
}

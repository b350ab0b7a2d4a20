namespace Actors.Origin.Exchanges;

/// <summary>What happened to one path of one mode since the last reset.</summary>
internal sealed class PathHistory(string path)
{
    public string Path { get; } = path;

    public int Attempts { get; set; }

    /// <summary>Timestamp at which the newest answer was sent, if that answer failed and nobody asked again yet.</summary>
    public long? FailedAt { get; set; }
}

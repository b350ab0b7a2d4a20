namespace Actors.Silo.Store;

/// <summary>The data directory cannot be used. <see cref="IsHeld"/>: another process has it; else it cannot be created or written.</summary>
public sealed class DataDirectoryException(string path, bool isHeld, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Path { get; } = path;

    public bool IsHeld { get; } = isHeld;
}

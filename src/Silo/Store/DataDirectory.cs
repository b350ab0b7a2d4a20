namespace Actors.Silo.Store;

/// <summary>The directory of the embedded store, held by an OS file lock for as long as this object lives.</summary>
/// <remarks>The kernel drops the lock with its process, so a killed node never leaves the directory locked.</remarks>
public sealed class DataDirectory : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _lock;
    private bool _isDisposed;

    private DataDirectory(string path, FileStream heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Creates the directory if need be and takes its lock.</summary>
    /// <exception cref="DataDirectoryException">Another process holds it, or it cannot be written.</exception>
    public static DataDirectory Open(string path)
    {
        var full = FullPath(path);
        try
        {
            Create(full);
            if (DirectoryLock.TryTake(full) is { } taken) return new DataDirectory(full, taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unusable(full, failure);
        }

        var holder = NodeFile.TryRead(full) is { } url ? $"the node at {url}" : "another process";
        throw new DataDirectoryException(full, isHeld: true, $"Data:Directory: '{full}' is in use by {holder}.");
    }

    /// <summary>The URL that the lock's holder announced; null if nobody holds the lock or the holder announced none.</summary>
    public static Uri? FindHolder(string path)
    {
        var full = FullPath(path);
        return IsHeld(full) ? NodeFile.TryRead(full) : null;
    }

    /// <summary>True while some process holds the lock.</summary>
    public static bool IsHeld(string path) => DirectoryLock.IsHeld(FullPath(path));

    /// <summary>Tells others where the node that holds this directory listens.</summary>
    /// <param name="url">Absolute; replaces what was announced before.</param>
    public void Announce(Uri url)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            NodeFile.Write(Path, url);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            try
            {
                NodeFile.Delete(Path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Whoever takes the lock next deletes it too, and until then nobody believes it without a holder.
            }

            _lock.Dispose();
        }
    }

    /// <summary>For its owner alone: what is stored names the URLs that were asked, and with them keys that an origin wants in its query.</summary>
    private static void Create(string full)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
            return;
        }

        Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (ArgumentException failure)
        {
            throw Unusable(path, failure);
        }
    }

    private static DataDirectoryException Unusable(string path, Exception failure) => new(
        path, isHeld: false, $"Data:Directory: '{path}' cannot be created or written: {failure.Message}", failure);
}

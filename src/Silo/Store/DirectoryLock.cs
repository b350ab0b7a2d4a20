namespace Actors.Silo.Store;

/// <summary>The lock file of a data directory: held exclusively by its owner, shared for an instant by whoever looks.</summary>
internal static class DirectoryLock
{
    private const string FileName = "lock";

    // Lookers hold the shared lock for microseconds; a hundred misses in a row mean something else is wrong.
    private const int Attempts = 100;

    // EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    private static readonly int[] LockedByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    /// <summary>Takes the lock. The file itself is never deleted: a lock on a deleted file excludes nobody.</summary>
    /// <returns>The lock, held until disposed; null if another process holds it.</returns>
    public static FileStream? TryTake(string directory)
    {
        var file = Path.Combine(directory, FileName);
        using var pause = new ManualResetEventSlim();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!TryForgetFormerHolder(directory, file)) return null;

            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException failure) when (IsLocked(failure))
            {
                // Either a looker was in the way, or a new holder was faster; the next round tells them apart.
                pause.Wait(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10)));
            }
        }

        return null;
    }

    /// <summary>Never creates anything, and never keeps the lock from its holder.</summary>
    public static bool IsHeld(string directory)
    {
        try
        {
            using var look = Share(Path.Combine(directory, FileName), FileMode.Open);
            return false;
        }
        catch (IOException failure)
        {
            return IsLocked(failure);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The shared lock proves that there is no holder, so the announcement in the directory is a dead one's. It goes before
    // the exclusive lock is asked for: nobody can see a held directory together with its former holder's URL.
    private static bool TryForgetFormerHolder(string directory, string file)
    {
        try
        {
            using var look = Share(file, FileMode.OpenOrCreate);
            NodeFile.Delete(directory);
            return true;
        }
        catch (IOException failure) when (IsLocked(failure))
        {
            return false;
        }
    }

    private static FileStream Share(string file, FileMode mode) =>
        new(file, mode, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static bool IsLocked(IOException failure) => LockedByAnother.Contains(failure.HResult);
}

namespace Actors.Silo.Store;

/// <summary>Where the store is and how much it takes.</summary>
internal sealed class StoreSettings(string directory)
{
    /// <summary>The database file; SQLite keeps <c>-wal</c> and <c>-shm</c> beside it while it runs.</summary>
    public string File { get; } = Path.Combine(directory, "actors.db");

    /// <summary>Writes that wait; beyond it callers wait for a place. Default 1,024.</summary>
    public int QueueLimit { get; init; } = 1024;

    /// <summary>Most writes in one commit. Default 512: more gains nothing and makes the first of them wait.</summary>
    public int BatchWrites { get; init; } = 512;

    /// <summary>No further write joins a commit that holds this many bytes. Default 8 MiB.</summary>
    public int BatchBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Largest record in bytes. Default 64 MiB, far below SQLite's own 1 GB, where one write would fail its whole batch.</summary>
    public int MaxRecordBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long stopping waits for queued writes. Default 10 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Stands in for a disk of that many pages; null = the real disk. Takes effect when the writer (re)opens the file.</summary>
    internal int? MaxPages { get; set; }
}

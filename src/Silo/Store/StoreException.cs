using Microsoft.Data.Sqlite;

namespace Actors.Silo.Store;

/// <summary>The embedded store failed. Its message names the file; nothing in the file was deleted.</summary>
public sealed class StoreException(string file, StoreFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    // Primary result codes, https://www.sqlite.org/rescode.html
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const int ReadOnly = 8;

    /// <summary>Path of the database file.</summary>
    public string File { get; } = file;

    public StoreFault Fault { get; } = fault;

    internal static StoreException From(string file, Exception cause)
    {
        var code = (cause as SqliteException)?.SqliteErrorCode;
        var (fault, what) = code switch
        {
            Full => (StoreFault.DiskFull, "has no room: the disk is full. The write was not applied"),
            IoError or CannotOpen or ReadOnly => (StoreFault.InputOutput, "cannot be read or written"),
            Corrupt or NotADatabase => (StoreFault.Corrupt, "is damaged or not a database. Nothing was deleted: move it away or restore a copy"),
            _ => (StoreFault.Other, "failed"),
        };
        return new StoreException(file, fault, $"The store '{file}' {what} ({cause.Message})", cause);
    }

    internal static StoreException NotRunning(string file) =>
        new(file, StoreFault.Stopped, $"The store '{file}' is not running: not started yet, or already stopped. Nothing was written");
}

namespace Actors.Silo.Store;

/// <summary>Why the embedded store could not do what it was asked.</summary>
public enum StoreFault
{
    /// <summary>None of the others; the inner exception says more.</summary>
    Other,

    /// <summary>No room on the disk. Nothing of the write is applied; writing works again once there is room.</summary>
    DiskFull,

    /// <summary>The disk or its file system failed, or the file cannot be opened.</summary>
    InputOutput,

    /// <summary>The file is damaged, or no database at all.</summary>
    Corrupt,

    /// <summary>A database, but of another program.</summary>
    Foreign,

    /// <summary>Written by a newer version of this program.</summary>
    NewerSchema,

    /// <summary>One record exists but its content cannot be understood.</summary>
    Unreadable,

    /// <summary>One record is larger than the store takes.</summary>
    TooLarge,

    /// <summary>The store is not started yet, or already stopped. Nothing of the write is applied.</summary>
    Stopped,
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Actors.Silo.Store;

/// <summary>The tables of the database file, and how an older file becomes a current one.</summary>
internal static class StoreSchema
{
    // "ACTR": tells our files from other programs' (https://www.sqlite.org/fileformat2.html#application_id).
    private const long ApplicationId = 0x41435452;

    /// <summary>Step n (from 0) makes version n + 1 out of version n. Steps are only ever appended.</summary>
    /// <remarks>
    /// A table with row ids: without them, payloads sit inside the index, and reads and writes of several KB took two to five times as long.
    /// </remarks>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE record (
            service TEXT NOT NULL,
            state   TEXT NOT NULL,
            grain   TEXT NOT NULL,
            etag    INTEGER NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (service, state, grain)
        ) STRICT
        """,
    ];

    /// <summary>The version that this program writes, kept in <c>PRAGMA user_version</c>.</summary>
    public static int Version => Steps.Length;

    /// <summary>Checks a file before anything is written to it, then creates or migrates the tables, each step in one transaction.</summary>
    /// <exception cref="StoreException">Another program's file, or a newer version's.</exception>
    public static void Prepare(SqliteConnection connection, string file) => Prepare(connection, file, Steps);

    internal static void Prepare(SqliteConnection connection, string file, IReadOnlyList<string> steps)
    {
        var version = connection.Number("PRAGMA user_version");
        var isEmpty = connection.Number("SELECT count(*) FROM sqlite_master") == 0;
        var isOurs = connection.Number("PRAGMA application_id") == ApplicationId;

        if (!isOurs && (!isEmpty || version != 0))
        {
            throw new StoreException(
                file, StoreFault.Foreign, $"The store '{file}' is the database of another program. Nothing was changed: choose another Data:Directory");
        }

        if (version > steps.Count)
        {
            throw new StoreException(
                file,
                StoreFault.NewerSchema,
                $"The store '{file}' has schema version {version}; this program knows versions up to {steps.Count}. Nothing was changed: use a newer program");
        }

        for (var next = (int)version; next < steps.Count; next++) Apply(connection, steps[next], next + 1);
    }

    private static void Apply(SqliteConnection connection, string step, int version)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(step);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        transaction.Commit();
    }
}

using System.Collections.Concurrent;

namespace Actors.Cli.Flags;

/// <summary>
/// The folder that flags are saved into. A file appears whole or not at all: it is written under a temporary name beside
/// its own and then renamed.
/// </summary>
internal sealed class Destination(string path, TimeProvider time)
{
    private const string TemporaryPrefix = ".actors-";
    private const string TemporaryEnding = ".part";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, bool> _temporaries = new();
    private readonly Lock _preparing = new();
    private bool _prepared;

    public string Path { get; } = path;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public async Task SaveAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Prepare();
        var temporary = System.IO.Path.Combine(Path, $"{TemporaryPrefix}{Guid.NewGuid():n}{TemporaryEnding}");
        _temporaries[temporary] = true;
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
                await RandomAccess.WriteAsync(file, bytes, 0, cancellationToken);
            File.Move(temporary, System.IO.Path.Combine(Path, name), overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        finally
        {
            _temporaries.TryRemove(temporary, out _);
        }
    }

    /// <summary>Removes what is half written, for a process that ends at once.</summary>
    public void Discard()
    {
        foreach (var temporary in _temporaries.Keys)
            Delete(temporary);
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Tidying is a courtesy; the next run tries again.
        }
    }

    private void Prepare()
    {
        lock (_preparing)
        {
            if (_prepared)
                return;
            Directory.CreateDirectory(Path);
            // A killed process could not tidy. A file of a running one is younger than any flag takes to write.
            var old = time.GetUtcNow().UtcDateTime - Abandoned;
            foreach (var file in Directory.EnumerateFiles(Path, $"{TemporaryPrefix}*{TemporaryEnding}"))
            {
                if (File.GetLastWriteTimeUtc(file) < old)
                    Delete(file);
            }

            _prepared = true;
        }
    }
}

using System.Security.Cryptography;
using System.Threading.Channels;
using Actors.Client;
using Actors.Client.Harvests;

namespace Actors.Cli.Flags;

/// <summary>
/// Saves flags while a harvest goes on, a few at a time. The queue is bounded: if the disk is slower than the harvest, the
/// watcher waits, and the node treats it as any slow client.
/// </summary>
/// <param name="settled">Told of each country once: null if it is saved, else why not.</param>
internal sealed class FlagSaver(
    ActorsClient client, string origin, Destination destination, bool byName, Action<CountryStatus, string?> settled)
{
    private const int Writers = 4;

    private readonly Channel<CountryStatus> _queue = Channel.CreateBounded<CountryStatus>(64);
    private Task? _writing;

    /// <summary>Queues a country that is ok; waits while the queue is full.</summary>
    public ValueTask AddAsync(CountryStatus country)
    {
        _writing ??= Parallel.ForEachAsync(
            _queue.Reader.ReadAllAsync(),
            new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (next, cancellationToken) => settled(next, await SaveAsync(next, cancellationToken)));
        return _queue.Writer.WriteAsync(country);
    }

    /// <summary>Returns when everything that was queued is saved or has failed.</summary>
    public Task CompleteAsync()
    {
        _queue.Writer.TryComplete();
        return _writing ?? Task.CompletedTask;
    }

    private async Task<string?> SaveAsync(CountryStatus country, CancellationToken cancellationToken)
    {
        if (country.Flag is not { } expected)
            return "the origin has no flag";
        try
        {
            var flag = await client.GetFlagAsync(country.Code, origin, cancellationToken);
            if (!Convert.ToHexStringLower(SHA256.HashData(flag.Bytes.Span)).Equals(expected.Sha256, StringComparison.OrdinalIgnoreCase))
                return "the flag is not the one that the harvest fetched; it changed meanwhile";
            await destination.SaveAsync(FileNames.For(country, expected.MediaType, byName), flag.Bytes, cancellationToken);
            return null;
        }
        // In whatever way a save fails, it is this country's error: a writer that ended would leave the queue full for ever.
        catch (Exception e)
        {
            return $"could not be saved: {e.Message}";
        }
    }
}

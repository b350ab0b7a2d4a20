using Actors.Unicode;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Chars;

/// <summary>
/// The one char index of this process. Its load begins with the host's start, which does not wait for it, or with the
/// first question, whichever comes first.
/// </summary>
public sealed partial class CharIndexSource : IHostedService
{
    private readonly Lazy<Task<CharIndex>> _index;
    private readonly TimeProvider _time;
    private readonly ILogger<CharIndexSource> _logger;

    /// <param name="load">Opens the data; called once.</param>
    public CharIndexSource(CharIndexLoader load, TimeProvider time, ILogger<CharIndexSource> logger)
    {
        // On a thread of the pool: neither the host's start nor a grain's turn may wait for it.
        _index = new(() => Task.Factory.StartNew(
            () => Load(load), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default));
        _time = time;
        _logger = logger;
    }

    /// <summary>Ends with the load; fails with <see cref="CharIndexUnavailableException"/> if that failed.</summary>
    public Task<CharIndex> Index => _index.Value;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Index;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private CharIndex Load(CharIndexLoader load)
    {
        var start = _time.GetTimestamp();
        try
        {
            var index = load();
            var elapsed = _time.GetElapsedTime(start);
            LogLoaded(index.Version.Full, elapsed);
            return index;
        }
        // Whatever it is, the rest of the node works; readiness and every question say what does not.
        catch (Exception error)
        {
            LogNotLoaded(error);
            throw new CharIndexUnavailableException();
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "Character data {Version} loaded in {Elapsed}")]
    private partial void LogLoaded(string version, TimeSpan elapsed);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "The character data cannot be loaded; look-ups will fail")]
    private partial void LogNotLoaded(Exception error);
}

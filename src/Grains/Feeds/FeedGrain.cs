using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Actors.Grains.Feeds;

/// <summary>Has one download under way at most, beside its calls and in its turns.</summary>
[GrainType("feed")]
internal sealed partial class FeedGrain(
    [PersistentState(FeedRecord.Name, Storage.Name)] IPersistentState<FeedRecord> record,
    FeedBodies bodies,
    FeedCatalog catalog,
    FeedDownload download,
    TimeProvider time,
    ILogger<FeedGrain> logger) : Grain, IFeedGrain, IDisposable
{
    /// <summary>
    /// So long after a download nobody's wish starts another: one that failed must not be asked for again by each reader, nor one that
    /// says of itself that it is never fresh.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StayAlive = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopped = new();
    private Feed _feed = null!;
    private StoredPart? _stored;
    private FetchError? _error;
    private long? _ended;
    private bool _isDownloading;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _feed = catalog.Find(this.GetPrimaryKeyString());
        // One that was fetched from elsewhere is another feed, whatever it is called now.
        _stored = record.State.Document is { } document && record.State.Source == _feed.Source ? document : null;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        return _stopped.CancelAsync();
    }

    public void Dispose() => _stopped.Dispose();

    public Task<FeedStatus> Read(bool isWanted)
    {
        if (isWanted && !_isDownloading && IsDue)
        {
            Download().Ignore();
        }

        return Task.FromResult(Describe());
    }

    public Task Forget(string sha256)
    {
        if (_stored?.Sha256 == sha256 && !_isDownloading)
        {
            LogLost(_feed.Label);
            (_stored, _ended) = (null, null);
        }

        return Task.CompletedTask;
    }

    private bool IsDue => !IsResting && (_stored is null || (!_feed.IsFetchedOnce && _stored.FreshUntil <= time.GetUtcNow()));

    private bool IsResting => _ended is { } ended && time.GetElapsedTime(ended) < (_error is null && _feed.FreshFor < Rest ? _feed.FreshFor : Rest);

    private FeedStatus Describe() => new()
    {
        Name = _feed.Label,
        Url = _feed.Template.ToString(),
        IsDownloading = _isDownloading,
        Error = _error,
        Stored = _stored is { Slot: { } slot } stored
            ? new FeedVersion(stored.Sha256, stored.Size, stored.FetchedAt, _feed.IsFetchedOnce ? null : stored.FreshUntil, slot)
            : null,
    };

    private async Task Download()
    {
        _isDownloading = true;
        using var keepAlive = this.RegisterGrainTimer(
            static _ => Task.CompletedTask, new() { DueTime = StayAlive, Period = StayAlive, KeepAlive = true, Interleave = true });
        try
        {
            LogDownloading(_feed.Label, _feed.Template);
            var (result, attempts) = await download.Get(_feed, _stored, _stopped.Token);
            _error = await Keep(result, attempts);
        }
        catch (Exception) when (_stopped.IsCancellationRequested)
        {
            // The activation goes; whoever wants the feed asks the next one.
        }
        catch (InconsistentStateException error)
        {
            // Another activation of this feed has written: it is the one that counts.
            LogNotStored(error, _feed.Label);
            DeactivateOnIdle();
        }
        catch (Exception error)
        {
            LogNotStored(error, _feed.Label);
            _error = ErrorOf(FailureCause.NotStored, 0);
        }
        finally
        {
            _ended = time.GetTimestamp();
            _isDownloading = false;
        }
    }

    /// <returns>Why it cannot be used; null if it can.</returns>
    private async Task<FetchError?> Keep(ExchangeResult result, int attempts)
    {
        switch (result)
        {
            case ExchangeResult.Fetched fetched:
                var part = await bodies.Write(this.GetGrainId(), fetched.Part, record.Etag, record.State.Document?.Slot);
                await Store(part);
                LogDownloaded(_feed.Label, part.Size, part.Sha256[..8]);
                return null;
            case ExchangeResult.NotModified same:
                await Store(same.Part);
                LogUnchanged(_feed.Label);
                return null;
            case ExchangeResult.NotFound missing:
                return Refused(new FailureCause("not_found", "headers", "The host has no such document.") { Status = missing.Status }, attempts);
            default:
                return Refused(((ExchangeResult.Failed)result).Cause, attempts);
        }
    }

    private async Task Store(StoredPart document)
    {
        var before = record.State;
        try
        {
            record.State = new FeedRecord { Document = document, Source = _feed.Source };
            await record.WriteStateAsync(_stopped.Token);
            _stored = document;
        }
        catch
        {
            record.State = before;
            throw;
        }
    }

    private FetchError Refused(FailureCause cause, int attempts)
    {
        LogFailed(_feed.Label, cause.Code, cause.Message);
        return ErrorOf(cause, attempts);
    }

    private static FetchError ErrorOf(FailureCause cause, int attempts) =>
        new(cause.Code, "feed", cause.Phase, cause.Status, attempts, cause.Message);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Information, Message = "Feed {Feed}: downloading {Url}")]
    private partial void LogDownloading(string feed, UrlTemplate url);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Information, Message = "Feed {Feed}: downloaded, {Bytes} bytes, version {Version}")]
    private partial void LogDownloaded(string feed, int bytes, string version);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Information, Message = "Feed {Feed}: unchanged")]
    private partial void LogUnchanged(string feed);

    [LoggerMessage(EventId = 1304, Level = LogLevel.Warning, Message = "Feed {Feed}: not downloaded ({Code}): {Reason}")]
    private partial void LogFailed(string feed, string code, string reason);

    [LoggerMessage(EventId = 1306, Level = LogLevel.Warning, Message = "Feed {Feed}: the store has lost the document; it is downloaded again")]
    private partial void LogLost(string feed);

    [LoggerMessage(EventId = 1305, Level = LogLevel.Error, Message = "Feed {Feed} could not be stored; what was stored before stays")]
    private partial void LogNotStored(Exception error, string feed);
}

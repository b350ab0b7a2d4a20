using Actors.Gateway.Harvests;
using Actors.Gateway.Origins;
using Actors.Gateway.Problems;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Countries;

/// <summary>
/// Answers readers of countries (RFC 9111 §4, RFC 5861): what is fresh, or stale within its stale-while-revalidate, from the
/// store at once, the latter to be refreshed behind them; what is stale beyond that is refreshed first, and served as it is
/// where that cannot be done soon; what is not stored is fetched. A read of something that is stored never fails.
/// </summary>
internal sealed partial class CountryDesk(
    IGrainFactory grains, CountryDemands demands, OriginLabels origins, TimeProvider time, ILogger<CountryDesk> logger)
{
    /// <summary>How long a reader waits for what is missing or must be refreshed, when something is stored already.</summary>
    private static readonly TimeSpan PatienceForRest = TimeSpan.FromSeconds(3);

    /// <summary>Nobody knows when a paused origin goes on.</summary>
    private static readonly TimeSpan RetryAfterPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfterTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="ProblemException">It is not stored and cannot be fetched.</exception>
    public async Task<StoredCountry?> Read(OriginStatus origin, string code, CancellationToken cancellationToken)
    {
        var grain = Country(origin, code);
        var stored = await grain.Read();
        if (stored is null)
        {
            await Fetch(grain, origin, code, cancellationToken);
            return await grain.Read();
        }

        if (!IsComplete(stored, origin) || stored.Revalidate)
            return await Renew(grain, origin, code, cancellationToken) ? await grain.Read() ?? stored : stored;
        if (stored.Stale)
            _ = Refresh(grain, origin.Label, code);
        return stored;
    }

    /// <summary>The flag with its bytes; null if the origin serves none for that country.</summary>
    /// <exception cref="ProblemException">It is not stored and cannot be fetched.</exception>
    public async Task<FlagFile?> ReadFlag(OriginStatus origin, string code, CancellationToken cancellationToken)
    {
        var grain = Country(origin, code);
        if (await grain.ReadFlag() is not { } flag)
        {
            await Fetch(grain, origin, code, cancellationToken);
            return await grain.ReadFlag();
        }

        if (flag.Revalidate)
            return await Renew(grain, origin, code, cancellationToken) ? await grain.ReadFlag() ?? flag : flag;
        if (time.GetUtcNow() >= flag.FreshUntil)
            _ = Refresh(grain, origin.Label, code);
        return flag;
    }

    public static ProblemException NotFound(string code, OriginStatus origin) => new(new Problem(
        StatusCodes.Status404NotFound, "country_not_found", $"The origin '{origin.Label}' has no country {code}."));

    private ICountryGrain Country(OriginStatus origin, string code) => grains.GetGrain<ICountryGrain>($"{origin.Label}/{code}");

    private static bool IsComplete(StoredCountry stored, OriginStatus origin) =>
        (stored.Flag is not null || origin.FlagUrl is null) && (stored.Metadata is not null || origin.MetadataUrl is null);

    private async Task Fetch(ICountryGrain grain, OriginStatus origin, string code, CancellationToken cancellationToken)
    {
        var outcome = await demands.Settle(grain, () => RefuseOnHold(origin.Label), cancellationToken);
        switch (outcome?.State)
        {
            case CountryState.Ok:
                return;
            case CountryState.NotFound:
                throw NotFound(code, origin);
            case CountryState.Failed:
                throw new ProblemException(new Problem(
                    StatusCodes.Status502BadGateway, "fetch_failed", outcome.Error?.Message ?? "The country could not be fetched.")
                {
                    Error = ErrorBody.From(outcome.Error),
                });
            default:
                throw new ProblemException(new Problem(
                    StatusCodes.Status503ServiceUnavailable, "fetch_timeout", "The origin has not answered yet; the fetch goes on.")
                {
                    RetryAfter = RetryAfterTimeout,
                });
        }
    }

    /// <summary>
    /// Fetches what is stale or missing, as far as that is to be had soon; what is stored is served anyway. False if it is not, and
    /// nothing new is there to be read.
    /// </summary>
    private async Task<bool> Renew(ICountryGrain grain, OriginStatus origin, string code, CancellationToken cancellationToken)
    {
        try
        {
            await demands.Settle(grain, () => RefuseUnwell(origin.Label), cancellationToken)
                .WaitAsync(PatienceForRest, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or ProblemException)
        {
            LogNotRenewed(origin.Label, code, exception.Message);
            // A host that seems down is tried again by those who ask for it, without keeping them.
            _ = Refresh(grain, origin.Label, code);
            return false;
        }
    }

    /// <summary>Whoever has something to serve does not wait for a host that is down, either.</summary>
    private async Task RefuseUnwell(string label)
    {
        if ((await RefuseOnHold(label)).Breaker is { State: not BreakerState.Closed })
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "origin_down", $"The origin '{label}' seems to be down."));
    }

    private async Task<ThrottleStatus> RefuseOnHold(string label)
    {
        var throttle = (await origins.Ask(label)).Throttle;
        if (throttle.HoldUntil is { } until && until - time.GetUtcNow() is { Ticks: > 0 } left)
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "origin_on_hold", $"The origin '{label}' asked to be left alone for a while.")
            {
                RetryAfter = left,
            });
        if (throttle.Paused)
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "origin_on_hold", $"The origin '{label}' is paused.")
            {
                RetryAfter = RetryAfterPause,
            });
        return throttle;
    }

    private async Task Refresh(ICountryGrain grain, string label, string code)
    {
        try
        {
            await grain.Demand(Guid.NewGuid().ToString("n"), observer: null);
        }
        // The reader has its answer already; the next one tries again.
        catch (Exception exception)
        {
            LogNotRefreshed(label, code, exception.Message);
        }
    }

    [LoggerMessage(EventId = 5500, Level = LogLevel.Warning, Message = "Country {Country} of {Origin} is stale and could not be refreshed: {Reason}")]
    private partial void LogNotRefreshed(string origin, string country, string reason);

    [LoggerMessage(EventId = 5501, Level = LogLevel.Information, Message = "Country {Country} of {Origin} is served as it is stored: {Reason}")]
    private partial void LogNotRenewed(string origin, string country, string reason);
}

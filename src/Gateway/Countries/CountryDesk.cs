using Actors.Gateway.Harvests;
using Actors.Gateway.Origins;
using Actors.Gateway.Problems;
using Actors.Grains.Countries;
using Actors.Grains.Origins;

namespace Actors.Gateway.Countries;

/// <summary>
/// Answers readers of countries: from the store at once, stale or not; what is not stored is fetched first, what is stale
/// is fetched afterwards.
/// </summary>
internal sealed partial class CountryDesk(
    IGrainFactory grains, CountryDemands demands, OriginLabels origins, TimeProvider time, ILogger<CountryDesk> logger)
{
    /// <summary>How long a reader of a country of which only one part is stored waits for the other.</summary>
    private static readonly TimeSpan PatienceForRest = TimeSpan.FromSeconds(3);
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

        if (IsComplete(stored, origin))
        {
            if (stored.Stale)
                _ = Refresh(grain, origin.Label, code);
            return stored;
        }

        await Complete(grain, origin, code, cancellationToken);
        return await grain.Read() ?? stored;
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

    /// <summary>Fetches the missing part, as far as that is to be had soon; what is stored is served anyway.</summary>
    private async Task Complete(ICountryGrain grain, OriginStatus origin, string code, CancellationToken cancellationToken)
    {
        try
        {
            await demands.Settle(grain, () => RefuseOnHold(origin.Label), cancellationToken).WaitAsync(PatienceForRest, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or ProblemException)
        {
            LogIncomplete(origin.Label, code, exception.Message);
        }
    }

    private async Task RefuseOnHold(string label)
    {
        var throttle = (await origins.Ask(label)).Throttle;
        if (throttle.HoldUntil is { } until && until - time.GetUtcNow() is { Ticks: > 0 } left)
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "origin_on_hold", $"The origin '{label}' asked to be left alone for a while.")
            {
                RetryAfter = left,
            });
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

    [LoggerMessage(EventId = 5501, Level = LogLevel.Information, Message = "Country {Country} of {Origin} is served without its missing part: {Reason}")]
    private partial void LogIncomplete(string origin, string country, string reason);
}

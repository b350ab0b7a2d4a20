using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Harvests;

/// <summary>One element of a harvest's <c>countries</c>, and the <c>country</c> of an event.</summary>
internal sealed record CountryStatusBody(
    string Code,
    CountryState State,
    string? Country,
    Via? Via,
    int Attempts,
    long ElapsedMs,
    FlagBody? Flag,
    ErrorBody? Error,
    WaitingBody? Waiting)
{
    public static CountryStatusBody From(CountryStatus status) => new(
        status.Code, status.State, status.Country, status.Via, status.Attempts, status.ElapsedMs,
        FlagBody.From(status.Flag), ErrorBody.From(status.Error), WaitingBody.From(status.Waiting));
}

/// <summary>A stored flag without its bytes.</summary>
internal sealed record FlagBody(long Bytes, string MediaType, string Sha256)
{
    public static FlagBody? From(FlagInfo? flag) => flag is null ? null : new FlagBody(flag.Bytes, flag.MediaType, flag.Sha256);
}

/// <summary>Why a country failed.</summary>
internal sealed record ErrorBody(string Code, string? Exchange, string? Phase, int? Status, int Attempts, string Message)
{
    public static ErrorBody? From(FetchError? error) =>
        error is null ? null : new ErrorBody(error.Code, error.Exchange, error.Phase, error.Status, error.Attempts, error.Message);
}

/// <summary>Why nothing happens now.</summary>
internal sealed record WaitingBody(WaitingReason Reason, DateTimeOffset? Until, int? Position)
{
    public static WaitingBody? From(Waiting? waiting) =>
        waiting is null ? null : new WaitingBody(waiting.Reason, waiting.Until, waiting.Position);
}

using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>How one HTTP exchange ended.</summary>
internal abstract record ExchangeResult
{
    /// <summary>What the throttle is told about the host.</summary>
    public virtual ExchangeSignal Signal => new(HostSignal.Success);

    /// <summary>A short name for metrics and traces.</summary>
    public abstract string Code { get; }

    /// <summary>A whole, checked body.</summary>
    public sealed record Fetched(StoredPart Part) : ExchangeResult
    {
        public override string Code => "ok";
    }

    /// <summary>304: what is stored is good, until the new time.</summary>
    public sealed record NotModified(DateTimeOffset FetchedAt, DateTimeOffset FreshUntil) : ExchangeResult
    {
        public override string Code => "not_modified";
    }

    /// <summary>404 or 410.</summary>
    public sealed record NotFound(int Status) : ExchangeResult
    {
        public override ExchangeSignal Signal => ExchangeSignal.Neutral;

        public override string Code => "not_found";
    }

    /// <summary>Anything else, with its stable code.</summary>
    public sealed record Failed(FailureCause Cause) : ExchangeResult
    {
        public override ExchangeSignal Signal => Cause.Signal;

        public override string Code => Cause.Code;
    }
}

using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>How one HTTP exchange ended.</summary>
internal abstract record ExchangeResult
{
    private static readonly ExchangeSignal Success = new(HostSignal.Success);

    /// <summary>What the response says of the host's quota; null if nothing, or nothing that can be understood.</summary>
    public Quota? Quota { get; init; }

    /// <summary>What the throttle is told about the host.</summary>
    public ExchangeSignal Signal => Quota is null ? Verdict : Verdict with { Quota = Quota };

    /// <summary>A short name for metrics and traces.</summary>
    public abstract string Code { get; }

    protected virtual ExchangeSignal Verdict => Success;

    /// <summary>A whole, checked body.</summary>
    public sealed record Fetched(StoredPart Part) : ExchangeResult
    {
        public override string Code => "ok";
    }

    /// <summary>304: what is stored is good; here with its new times and headers.</summary>
    public sealed record NotModified(StoredPart Part) : ExchangeResult
    {
        public override string Code => "not_modified";
    }

    /// <summary>404 or 410.</summary>
    /// <param name="Lifetime">How long that may be believed.</param>
    public sealed record NotFound(int Status, TimeSpan Lifetime) : ExchangeResult
    {
        public override string Code => Status == 410 ? "gone" : "not_found";

        protected override ExchangeSignal Verdict => ExchangeSignal.Answered;
    }

    /// <summary>
    /// 301, 302, 303, 307 or 308 to a place that may be asked: the caller follows, with a permit of the new authority and a
    /// bound on the hops (RFC 9110 §15.4).
    /// </summary>
    /// <param name="Location">Absolute; http or https, never from https to http, without user information and fragment.</param>
    public sealed record Redirected(Uri Location, int Status) : ExchangeResult
    {
        public override string Code => "redirected";
    }

    /// <summary>Anything else, with its stable code.</summary>
    public sealed record Failed(FailureCause Cause) : ExchangeResult
    {
        public override string Code => Cause.Code;

        protected override ExchangeSignal Verdict => Cause.Signal;
    }
}

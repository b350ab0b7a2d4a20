namespace Actors.Grains.Throttles;

/// <summary>The host is down, by its breaker: no permit came, and none will before somebody asks again.</summary>
public sealed class PermitRefusedException(HostFailure failure) : Exception(failure.Message)
{
    /// <summary>The host's last failure.</summary>
    public HostFailure Failure => failure;
}

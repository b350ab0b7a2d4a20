namespace Actors.Origin.Modes;

/// <summary>The same limit, said and unsaid.</summary>
internal sealed class QuotaFaults(TimeProvider time) : IFaultFamily
{
    public IEnumerable<IMode> Faults { get; } =
        [new QuotaMode("quota", announces: true, time), new QuotaMode("quotasilent", announces: false, time)];
}

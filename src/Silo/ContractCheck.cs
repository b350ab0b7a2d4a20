using Actors.Grains;

namespace Actors.Silo;

/// <summary>
/// Keeps a silo out of a cluster whose messages it would not understand: the cluster's <see cref="Contract.Version"/> is kept beside its
/// table, and whoever comes with another one joins only where nobody is left.
/// </summary>
internal sealed class ContractCheck(
    RedisConnection redis, ActorsClusterOptions cluster, IMembershipTable table, ILocalSiloDetails silo, TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>A silo that has not written for so long that it lives is none that could be met; they write every half minute.</summary>
    private static readonly TimeSpan LastSign = TimeSpan.FromMinutes(2);

    private string Key => $"{cluster.ServiceId}/{cluster.Id}/contract";

    // The table is opened at that stage; just after it nobody knows of this silo yet.
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ContractCheck), ServiceLifecycleStage.RuntimeGrainServices + 1, cancel => Check().WaitAsync(cancel));

    /// <exception cref="RedisUnusableException">Silos of another contract live there.</exception>
    private async Task Check()
    {
        var values = (await redis.Shared).GetDatabase();
        var known = await values.StringGetAsync(Key);
        if (known.HasValue && known != Contract.Version && await IsInhabited())
        {
            throw new RedisUnusableException(
                $"Cluster:Id: silos of '{cluster.Id}' are running that speak contract {known}, this one speaks {Contract.Version}. "
                + "Stop them all first, or start this one under another Cluster:Id.",
                isOurFault: true);
        }

        await values.StringSetAsync(Key, Contract.Version);
    }

    private async Task<bool> IsInhabited()
    {
        var sign = time.GetUtcNow().UtcDateTime - LastSign;
        var members = await table.ReadAllAsync(CancellationToken.None);
        return members.Members.Any(member =>
            member.Item1 is { Status: SiloStatus.Active } other && !other.SiloAddress.Equals(silo.SiloAddress) && other.IAmAliveTime > sign);
    }
}

using System.Net;
using System.Net.Sockets;
using Actors.Grains;
using StackExchange.Redis;

namespace Actors.Silo;

/// <summary>
/// Keeps a silo out of a cluster whose messages it would not understand: the cluster's <see cref="Contract.Version"/> is kept beside its
/// table, and whoever comes with another one joins only where nobody is left.
/// </summary>
internal sealed class ContractCheck(
    RedisConnection redis, ActorsClusterOptions cluster, IMembershipTable table, ILocalSiloDetails silo, TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private string Key => $"{cluster.ServiceId}/{cluster.Id}/contract";

    // The table is opened at that stage; just after it nobody knows of this silo yet.
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ContractCheck), ServiceLifecycleStage.RuntimeGrainServices + 1, cancel => Check().WaitAsync(cancel));

    /// <exception cref="RedisUnusableException">Silos of another contract live there.</exception>
    private async Task Check()
    {
        var values = (await redis.Shared).GetDatabase();
        // Of two that come at once one is first; the other finds what it wrote.
        await values.StringSetAsync(Key, Contract.Version, when: When.NotExists);
        var known = await values.StringGetAsync(Key);
        if (known == Contract.Version)
        {
            return;
        }

        if (await IsInhabited())
        {
            // Not a slip in the configuration: the others may be gone in a minute, so whoever supervises may try again.
            throw new RedisUnusableException(
                $"Cluster:Id: silos of '{cluster.Id}' are running that speak contract {known}, this one speaks {Contract.Version}. "
                + "Stop them all first, or start this one under another Cluster:Id.",
                isOurFault: false);
        }

        await values.StringSetAsync(Key, Contract.Version);
    }

    /// <summary>By knocking: what a row says of when its silo lived goes by that machine's clock.</summary>
    private async Task<bool> IsInhabited()
    {
        var members = await table.ReadAllAsync(CancellationToken.None);
        var answers = await Task.WhenAll(members.Members.Select(member => member.Item1)
            .Where(member => member.Status == SiloStatus.Active && !member.SiloAddress.Endpoint.Equals(silo.SiloAddress.Endpoint))
            .Select(member => Answers(member.SiloAddress.Endpoint)));
        return answers.Contains(true);
    }

    private async Task<bool> Answers(IPEndPoint endpoint)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, patience.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

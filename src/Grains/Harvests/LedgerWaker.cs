using Microsoft.Extensions.Logging;

namespace Actors.Grains.Harvests;

/// <summary>
/// Calls the ledger when this silo has started and whenever the cluster's members change, so that harvests of a silo that
/// died go on within seconds.
/// </summary>
internal sealed partial class LedgerWaker(
    IGrainFactory grains, IClusterMembershipService membership, TimeProvider time, ILogger<LedgerWaker> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>Then its reminder is the net.</summary>
    private const int MostTries = 10;

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(LedgerWaker), ServiceLifecycleStage.Active,
        _ =>
        {
            _watching = Watch();
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _stopping.CancelAsync();
            await _watching;
        });

    public void Dispose() => _stopping.Dispose();

    private async Task Watch()
    {
        try
        {
            await foreach (var _ in membership.MembershipUpdates.WithCancellation(_stopping.Token))
            {
                await Wake();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task Wake()
    {
        for (var tries = 1; !_stopping.IsCancellationRequested; tries++)
        {
            try
            {
                await grains.GetGrain<ILedgerGrain>(0).Wake();
                return;
            }
            catch (Exception error) when (!_stopping.IsCancellationRequested && tries >= MostTries)
            {
                LogNotWoken(error);
                return;
            }
            catch (Exception) when (!_stopping.IsCancellationRequested)
            {
                // The ledger's silo may be the one that died: the next try finds it elsewhere.
                await Task.Delay(TryAgainAfter, time, _stopping.Token);
            }
        }
    }

    [LoggerMessage(EventId = 3211, Level = LogLevel.Warning, Message = "The ledger could not be woken; its reminder will")]
    private partial void LogNotWoken(Exception error);
}

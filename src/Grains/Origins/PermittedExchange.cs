using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>One request under its permit, which goes back whatever happens.</summary>
internal static class PermittedExchange
{
    /// <param name="exchange">Ends when its token is cancelled: the permit was lost, or nobody wants it any more.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="stopped"/> was cancelled.</exception>
    public static async Task<ExchangeResult> Run(
        Permit permit, Func<CancellationToken, Task<ExchangeResult>> exchange, TimeProvider time, CancellationToken stopped)
    {
        ExchangeResult? result = null;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(permit.Lost, stopped);
            SendFence.Bind(permit);
            result = await exchange(either.Token);
        }
        catch (OperationCanceledException) when (!stopped.IsCancellationRequested)
        {
            result = new ExchangeResult.Failed(FailureCause.PermitLost);
        }
        finally
        {
            if (result is null || (result is ExchangeResult.Failed { Cause: var cause } && cause == FailureCause.PermitLost))
            {
                // It was aborted: the origin must notice that before the throttle grants the permit to another.
                await Task.Delay(LeaseTerm.Margin, time, CancellationToken.None);
            }

            await permit.Complete(result?.Signal ?? ExchangeSignal.Neutral);
        }

        return result;
    }
}

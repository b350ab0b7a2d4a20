namespace Actors.Grains.Throttles;

/// <summary>
/// The last look at the clock before a request leaves. Between the check of a permit and the first byte a process may stand
/// still, in a connection that is being opened or anywhere else; when it goes on, the permit's own timer may not have had its
/// turn yet. What the permit's holder starts is bound to it; the stream under the request asks.
/// </summary>
internal static class SendFence
{
    private static readonly AsyncLocal<Permit?> Current = new();

    /// <summary>What this method's caller sends from now on needs that permit.</summary>
    public static void Bind(Permit permit) => Current.Value = permit;

    /// <exception cref="IOException">The permit has ended; <see cref="Permit.Lost"/> has fired.</exception>
    public static void Pass()
    {
        if (Current.Value is { IsLive: false } permit)
        {
            permit.Lose();
            throw new IOException("The permit ended before the request was sent.");
        }
    }
}

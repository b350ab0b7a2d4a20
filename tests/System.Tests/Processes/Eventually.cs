namespace Actors.System.Tests.Processes;

/// <summary>Waits for what other processes do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <param name="isTrue">Asked again and again.</param>
    /// <param name="patience">How long.</param>
    /// <param name="what">Says in the message what did not happen.</param>
    /// <exception cref="TimeoutException">It never became true.</exception>
    public static async Task True(Func<Task<bool>> isTrue, TimeSpan patience, Func<string> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
                throw new TimeoutException($"Not within {patience}: {what()}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

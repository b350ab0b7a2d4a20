namespace Actors.Gateway.Tests;

/// <summary>Waits for something that another process or thread brings about, for which there is nothing to await.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(15));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
    }
}

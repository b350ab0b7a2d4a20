using Orleans.Core.Internal;

namespace Actors.Grains.Tests;

/// <summary>Ends activations, as a moving or restarting silo does.</summary>
internal static class Activations
{
    /// <summary>Tells a grain's activation to go; whoever calls next, also an outcome on its way, gets a new one.</summary>
    public static Task Leave(IGrain grain) => grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle().AsTask();

    /// <summary>Deactivates a grain that nobody calls meanwhile, and returns when its activation is gone.</summary>
    public static async Task Deactivate(IGrainFactory grains, IGrain grain)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var before = await management.GetActivationAddress(grain);
        Assert.NotNull(before);
        await Leave(grain);
        for (var tries = 0; before.Equals(await management.GetActivationAddress(grain)); tries++)
        {
            Assert.InRange(tries, 0, 1000);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

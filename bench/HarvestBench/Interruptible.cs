using System.Runtime.InteropServices;

namespace Actors.HarvestBench;

/// <summary>A benchmark from its folder to its exit status: who stops it stops its children, and the folder goes in any case.</summary>
internal static class Interruptible
{
    /// <param name="name">Of the folder.</param>
    /// <param name="measure">Gets the folder, and a token for its children.</param>
    public static async Task<int> Run(string name, Func<string, CancellationToken, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory($"actors-{name}-").FullName;
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await measure(folder, stopping.Token);
            return 0;
        }
        catch (Exception failure) when (stopping.IsCancellationRequested)
        {
            // The children are gone, so whatever was under way failed.
            await Console.Error.WriteLineAsync($"interrupted ({failure.GetType().Name})");
            return 130;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }
}

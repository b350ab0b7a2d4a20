namespace Actors.PushBench;

/// <summary>What every part works with.</summary>
/// <param name="Folder">Of this run, gone at its end.</param>
internal sealed record Bench(BenchOptions Options, string Folder, CancellationToken Stopping)
{
    public static Task Say(string progress) => Console.Error.WriteLineAsync(progress);

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("n"))).FullName;

    public Task Wait(TimeSpan time) => Task.Delay(time, TimeProvider.System, Stopping);

    /// <summary>Every round goes through all of it, in another order each time: who goes first has no advantage.</summary>
    public static async Task InTurns(int round, IReadOnlyList<Func<Task>> measurements)
    {
        for (var number = 0; number < measurements.Count; number++)
            await measurements[(number + Math.Max(round, 0)) % measurements.Count]();
    }
}

namespace Actors.ClusterBench;

/// <summary>What every part works with.</summary>
/// <param name="Folder">Of this run, gone at its end.</param>
internal sealed record Bench(BenchOptions Options, string Folder, CancellationToken Stopping)
{
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("n"))).FullName;

    public Task Wait(TimeSpan time) => Task.Delay(time, TimeProvider.System, Stopping);

    /// <summary>Rounds with a random of their own each; what one says is printed, so that a long run can be followed.</summary>
    public async Task Rounds(string part, Func<Random, Task<string>> round)
    {
        for (var number = 0; number < Options.Rounds; number++)
        {
            var said = await round(new Random(Options.Seed + number));
            await Console.Error.WriteLineAsync($"{part}: seed {Options.Seed + number}: {said}");
        }
    }
}

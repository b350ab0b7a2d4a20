using System.Buffers.Binary;
using System.Diagnostics;
using Orleans.Storage;

namespace Actors.StoreBench;

/// <summary>So many grains, each writing its state again as soon as the last write is acknowledged.</summary>
internal sealed record Workload(string Name, int Bytes, int Concurrency)
{
    public Task<Measured> Run(IGrainStorage storage, double seconds) => Measured.Take(Concurrency, seconds, async (number, isOver) =>
    {
        var grain = GrainId.Create("bench", $"{Bytes}/{Concurrency}/{number}");
        var state = new GrainState<Blob>();
        await storage.ReadStateAsync("state", grain, state);
        state.State = new Blob(new byte[Bytes]);
        Random.Shared.NextBytes(state.State.Bytes);
        var writes = 0;
        for (; !isOver(); writes++)
        {
            // SQLite writes no page whose content stays the same, so every write must differ.
            BinaryPrimitives.WriteInt32LittleEndian(state.State.Bytes, writes);
            await storage.WriteStateAsync("state", grain, state);
        }

        return writes;
    });

    public static Task<Measured> Read(IGrainStorage storage, double seconds) => Measured.Take(16, seconds, async (number, isOver) =>
    {
        var reads = 0;
        for (; !isOver(); reads++)
        {
            var state = new GrainState<Blob>();
            await storage.ReadStateAsync("state", GrainId.Create("bench", $"100/200/{(number * 7) + (reads % 100)}"), state);
            if (reads % 16 == 0) await Task.Yield();
        }

        return reads;
    });
}

/// <param name="CpuMilliseconds">Of this process, a write.</param>
internal sealed record Measured(double PerSecond, double CpuMilliseconds)
{
    public static async Task<Measured> Take(int concurrency, double seconds, Func<int, Func<bool>, Task<int>> loop)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        bool IsOver() => clock.Elapsed.TotalSeconds >= seconds;
        var counts = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(number => Task.Factory.StartNew(
            () => loop(number, IsOver), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap()));
        var count = (double)counts.Sum();
        return new Measured(count / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count);
    }

    public static Measured Median(IEnumerable<Measured> rounds)
    {
        var sorted = rounds.OrderBy(round => round.PerSecond).ToArray();
        return sorted[sorted.Length / 2];
    }
}

[GenerateSerializer, Alias("actors.bench.blob")]
internal sealed record Blob([property: Id(0)] byte[] Bytes);

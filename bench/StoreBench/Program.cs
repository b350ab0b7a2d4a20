using Actors.Silo.Store;
using Actors.StoreBench;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

// dotnet run -c Release --project bench/StoreBench [directory on the disk to measure] [seconds per cell]
// Writes grain state through the embedded store and, in the same run, through one commit per write (the baseline): both with
// WAL and synchronous=FULL, the same binary serializer, the same file system. Rounds alternate; the medians are compared.
var root = Path.Combine(args.Length > 0 ? args[0] : Path.GetTempPath(), $"actors-storebench-{Environment.ProcessId}");
var seconds = args.Length > 1 ? double.Parse(args[1]) : 2;
const int rounds = 3;
Workload[] workloads =
[
    new("100 B, 1 at once", Bytes: 100, Concurrency: 1),
    new("100 B, 16 at once", Bytes: 100, Concurrency: 16),
    new("100 B, 200 at once", Bytes: 100, Concurrency: 200),
    new("5 KB, 200 at once", Bytes: 5_000, Concurrency: 200),
    new("180 KB, 16 at once", Bytes: 180_000, Concurrency: 16),
];

try
{
    using var directory = DataDirectory.Open(root);
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort: 21171, gatewayPort: 0);
        silo.AddSqliteGrainStorage("store", directory);
    });
    using var host = builder.Build();
    await host.StartAsync();
    var store = host.Services.GetRequiredKeyedService<IGrainStorage>("store");
    using var baseline = new OneCommitPerWrite(Path.Combine(root, "baseline.db"), host.Services.GetRequiredService<Orleans.Serialization.Serializer>());

    Console.WriteLine($"{"writes/s, fsync at each commit",-22} | one commit each | group commit | ratio | CPU ms/write, each | group");
    foreach (var workload in workloads)
    {
        await workload.Run(baseline, seconds / 4);
        await workload.Run(store, seconds / 4);
        var pairs = new List<(Measured Each, Measured Group)>();
        for (var round = 0; round < rounds; round++) pairs.Add((await workload.Run(baseline, seconds), await workload.Run(store, seconds)));

        var each = Measured.Median(pairs.Select(pair => pair.Each));
        var group = Measured.Median(pairs.Select(pair => pair.Group));
        Console.WriteLine(
            $"{workload.Name,-30} | {each.PerSecond,15:n0} | {group.PerSecond,12:n0} | {group.PerSecond / each.PerSecond,5:n1} | {each.CpuMilliseconds,18:n3} | {group.CpuMilliseconds,5:n3}");
    }

    var read = await Workload.Read(store, seconds);
    Console.WriteLine($"{"reads of 100 B, 16 at once",-30} | {"",15} | {read.PerSecond,12:n0} | {"",5} | {"",18} | {read.CpuMilliseconds,5:n3}");
    await host.StopAsync();
}
finally
{
    Directory.Delete(root, recursive: true);
}

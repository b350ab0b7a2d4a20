using System.Collections.Concurrent;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(Actors.Gateway.Tests.AsyncApi.Frames.FrameCounts))]

namespace Actors.Gateway.Tests.AsyncApi.Frames;

/// <summary>
/// How many frames this test run has held against the AsyncAPI document, by side and message. At the end they are printed
/// and left in <c>artifacts/asyncapi-ASSEMBLY.json</c>.
/// </summary>
public sealed class FrameCounts : IDisposable
{
    private static readonly ConcurrentDictionary<(FrameSource Source, string Message), long> Valid = [];
    private static readonly ConcurrentDictionary<FrameSource, long> Wrong = [];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private static long _skipped;

    internal static void Count(FrameSource source, string message) => Valid.AddOrUpdate((source, message), 1, (_, count) => count + 1);

    internal static void Bad(FrameSource source) => Wrong.AddOrUpdate(source, 1, (_, count) => count + 1);

    internal static void Skip() => Interlocked.Increment(ref _skipped);

    public void Dispose()
    {
        var name = typeof(FrameCounts).Assembly.GetName().Name!;
        var bySource = Enum.GetValues<FrameSource>().ToDictionary(
            source => CamelCase(source),
            source => Valid.Where(entry => entry.Key.Source == source).OrderBy(entry => entry.Key.Message, StringComparer.Ordinal)
                .ToDictionary(entry => entry.Key.Message, entry => entry.Value));
        var report = new
        {
            valid = Valid.Values.Sum(),
            bySource,
            wrongOnPurpose = Wrong.ToDictionary(entry => CamelCase(entry.Key), entry => entry.Value),
            skipped = _skipped,
        };
        File.WriteAllText(Path.Combine(Artifacts(), $"asyncapi-{name}.json"), JsonSerializer.Serialize(report, Readable));
        Console.WriteLine(
            $"{name}: {report.valid} frames are as /asyncapi/v1.json describes them "
            + $"({string.Join(", ", bySource.Select(side => $"{side.Key} {side.Value.Values.Sum()}"))}), "
            + $"{Wrong.Values.Sum()} wrong on purpose were found so, {_skipped} not judged");
    }

    private static string CamelCase(FrameSource source) => JsonNamingPolicy.CamelCase.ConvertName(source.ToString());

    private static string Artifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            folder = folder.Parent;
        return Directory.CreateDirectory(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts")).FullName;
    }
}

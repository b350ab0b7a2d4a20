using System.Diagnostics;

namespace Actors.CharBench;

/// <summary>A directory of this run, gone at its end, and the programs that are run to their end in it.</summary>
internal sealed class Workplace : IDisposable
{
    // A developer's own node must not answer instead of what is measured.
    private static readonly string[] NotInherited = ["ACTORS_GATEWAY", "ASPNETCORE_URLS", "URLS"];

    private readonly CancellationTokenSource _stopping = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("actors-charbench-").FullName;

    public CancellationToken Stopping => _stopping.Token;

    public void Stop() => _stopping.Cancel();

    /// <summary>A new folder in it.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("n"))).FullName;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to standard output, and the seconds from before its start until it had ended.</returns>
    /// <exception cref="InvalidOperationException">It is not installed, or ended with another status than 0.</exception>
    public async Task<(string Output, double Seconds)> Run(string program, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var key in NotInherited) start.Environment.Remove(key);
        var since = Stopwatch.GetTimestamp();
        using var process = Begin(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Stopping);
            var errors = process.StandardError.ReadToEndAsync(Stopping);
            await process.WaitForExitAsync(Stopping);
            var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
            return process.ExitCode == 0
                ? (await output, seconds)
                : throw new InvalidOperationException(
                    $"{program} ended with {process.ExitCode}.{Environment.NewLine}{await output}{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new InvalidOperationException($"{start.FileName} cannot be started: {failure.Message}", failure);
        }
    }
}

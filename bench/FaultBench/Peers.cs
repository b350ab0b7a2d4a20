using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace Actors.FaultBench;

/// <summary>Programs that fetch many URLs at once, from Debian. Timed is the whole process; bodies go to files, as they would for a user.</summary>
internal sealed class Peers
{
    private readonly string _directory;

    private Peers(string directory, ImmutableArray<string> installed)
    {
        _directory = directory;
        Installed = installed;
    }

    /// <summary>Of curl, wget2 and aria2c.</summary>
    public ImmutableArray<string> Installed { get; }

    public static async Task<Peers> Find(string directory)
    {
        List<string> installed = [];
        foreach (var program in new[] { "curl", "wget2", "aria2c" })
        {
            try
            {
                await Run(directory, program, ["--version"]);
                installed.Add(program);
            }
            catch (Win32Exception)
            {
                await Console.Error.WriteLineAsync($"{program} is not installed: apt-get install curl wget2 aria2. It is left out.");
            }
        }

        return new Peers(directory, [.. installed]);
    }

    /// <summary>Fetches all, trying again up to 10 times what the program itself holds worth it.</summary>
    /// <returns>Seconds from before the start of the process until it had ended, and how many bodies it saved.</returns>
    public async Task<(double Seconds, int Saved)> Fetch(string program, IReadOnlyList<Uri> urls, int atOnce)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory, Guid.NewGuid().ToString("n"))).FullName;
        var list = folder + ".txt";
        try
        {
            await File.WriteAllLinesAsync(list, program switch
            {
                "curl" => urls.SelectMany((url, index) => new[] { $"url = \"{url}\"", $"output = \"{folder}/{index}\"" }),
                "aria2c" => urls.SelectMany((url, index) => new[] { url.ToString(), $"  out={index}" }),
                _ => urls.Select(url => url.ToString()),
            });
            var start = Stopwatch.GetTimestamp();
            await Run(folder, program, program switch
            {
                "curl" => ["-K", list, "-Z", "--parallel-immediate", "--parallel-max", $"{atOnce}", "--fail", "--retry", "10", "--retry-delay", "1", "-sS"],
                "aria2c" =>
                [
                    "-i", list, "-d", folder, "-j", $"{atOnce}", "-x", "1", "--max-tries=10", "--retry-wait=1", "--file-allocation=none", "--no-conf", "-q",
                ],
                _ => ["-i", list, $"--max-threads={atOnce}", "--tries=10", "--no-config", "--force-directories", "-q"],
            });
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return (seconds, Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length > 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            File.Delete(list);
        }
    }

    // Its status says that something failed, which the number of bodies says too.
    private static async Task Run(string directory, string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = directory, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
    }
}

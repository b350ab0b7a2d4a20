using Actors.HarvestBench;
using System.Diagnostics;

namespace Actors.PushBench.Processes;

/// <summary>A server as a process of its own. Disposing kills it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int LinesKept = 30;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    // A developer's own settings must not change what is measured.
    private static readonly string[] NotInherited = ["ACTORS_GATEWAY", "ASPNETCORE_URLS", "URLS", "Urls"];

    private readonly Process _process;
    private readonly Queue<string> _output = new();
    private readonly CancellationTokenRegistration _ending;

    private ServerProcess(ProcessStartInfo start, CancellationToken stopping)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        // Whoever waits for it then fails, and unwinds.
        _ending = stopping.UnsafeRegister(_ => Kill(), null);
    }

    /// <summary>Processor time so far in seconds, user and kernel.</summary>
    public double Cpu => Refreshed.TotalProcessorTime.TotalSeconds;

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>Open files and sockets.</summary>
    public int Handles => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    public int Threads => Refreshed.Threads.Count;

    /// <summary>Memory in KiB, what is shared with other processes by its share (PSS).</summary>
    public double KibiBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return double.Parse(line["Pss:".Length..^"kB".Length]);
        }
    }

    /// <summary>Its last lines of output.</summary>
    public string Said
    {
        get
        {
            lock (_output) return string.Join(Environment.NewLine, _output);
        }
    }

    private Process Refreshed
    {
        get
        {
            _process.Refresh();
            return _process;
        }
    }

    /// <summary>Starts <c>{program}.dll</c> from beside this program and waits until it is ready.</summary>
    public static Task<ServerProcess> Start(
        string program, IEnumerable<string> args, IReadOnlyDictionary<string, string> environment, string folder, Uri ready,
        CancellationToken stopping) =>
        Run("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. args], environment, folder, ready, stopping);

    /// <summary>Starts a program and waits until <paramref name="ready"/> answers well.</summary>
    /// <exception cref="InvalidOperationException">It does not in time.</exception>
    public static async Task<ServerProcess> Run(
        string file, IEnumerable<string> args, IReadOnlyDictionary<string, string> environment, string folder, Uri ready,
        CancellationToken stopping)
    {
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var key in NotInherited) start.Environment.Remove(key);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var process = new ServerProcess(start, stopping);
        try
        {
            await process.Ready(ready);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a power failure would.</summary>
    public void Kill()
    {
        try
        {
            // nginx has workers, which keep its output open: one that waited for its end would wait for them.
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It was ended before.
        }
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> Terminate(CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        await Signal("TERM", cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Sends a signal by its name.</summary>
    public async Task Signal(string name, CancellationToken cancellationToken)
    {
        using var signal = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await signal.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _ending.Dispose();
        Kill();
        _process.Dispose();
    }

    private async Task Ready(Uri url)
    {
        if (await Readiness.Of(_process, url, StartTimeout)) return;
        throw new InvalidOperationException($"{_process.StartInfo.FileName} did not get ready at {url}.{Environment.NewLine}{Said}");
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output)
        {
            _output.Enqueue(line);
            if (_output.Count > LinesKept) _output.Dequeue();
        }
    }
}

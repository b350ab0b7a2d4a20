using System.Diagnostics;

namespace Actors.HarvestBench;

/// <summary>A program of the solution as a process of its own. Disposing ends it.</summary>
internal sealed class Child : IDisposable
{
    private const int LinesKept = 30;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _output = new();
    private readonly string _name;

    private Child(string name, ProcessStartInfo start)
    {
        _name = name;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Processor time of the process so far, user and kernel.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double MebiBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576d;
        }
    }

    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    /// <summary>Starts <c>{program}.dll</c> from beside this program and waits until <paramref name="ready"/> answers 200.</summary>
    public static async Task<Child> Start(
        string program, IEnumerable<string> args, IReadOnlyDictionary<string, string> environment, string directory, Uri ready, CancellationToken stopping)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. args])
        {
            WorkingDirectory = directory, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var child = new Child(program, start);
        try
        {
            child._process.Start();
            // Whoever waits for it then fails, and unwinds.
            stopping.UnsafeRegister(_ => child.End(), null);
            child._process.BeginOutputReadLine();
            child._process.BeginErrorReadLine();
            await child.Ready(ready);
            return child;
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    private void End()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It never started, or was ended before.
        }
    }

    private async Task Ready(Uri url)
    {
        if (await Readiness.Of(_process, url, StartTimeout)) return;
        throw new InvalidOperationException($"{_name} did not get ready at {url}.{Environment.NewLine}{Said}");
    }

    /// <summary>Its last lines of output.</summary>
    public string Said
    {
        get
        {
            lock (_output) return string.Join(Environment.NewLine, _output);
        }
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

using System.Diagnostics;
using System.Text;

namespace Actors.System.Tests.Processes;

/// <summary>A child process whose output is read, which can be signalled, and which does not outlive its test.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan PatienceWithDeath = TimeSpan.FromSeconds(15);

    // A developer's own node or settings must not leak into what is tested; a coverage tool must not wait for a process that is killed.
    private static readonly string[] NotInherited = ["ACTORS_GATEWAY", "ASPNETCORE_URLS", "URLS", "CORECLR_ENABLE_PROFILING"];

    private readonly Process _process;
    private TextWriter? _file;

    private RunningProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    public OutputLog Out { get; } = new();

    public OutputLog Error { get; } = new();

    public bool HasExited => _process.HasExited;

    /// <summary>Most memory that it ever had resident, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <param name="name">How messages call it.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="settings">Environment variables on top of the inherited ones; the later of two wins.</param>
    public static RunningProcess Start(string name, IEnumerable<string> command, string directory, IEnumerable<(string Key, string Value)> settings)
    {
        string[] words = [.. command];
        var info = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var key in NotInherited)
            info.Environment.Remove(key);
        foreach (var (key, value) in settings)
            info.Environment[key] = value;

        var running = new RunningProcess(name, new Process { StartInfo = info });
        running._process.OutputDataReceived += (_, line) => running.Keep(running.Out, line.Data);
        running._process.ErrorDataReceived += (_, line) => running.Keep(running.Error, line.Data);
        running._process.Start();
        running._file = LogFile.Open(name, running._process.Id);
        running._process.StandardInput.Close();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>The exit status, once everything that was written is read.</summary>
    /// <exception cref="TimeoutException">It did not end in time; the message says what it wrote last.</exception>
    public async Task<int> WaitForExit(TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{Name} did not end within {patience}.\n{Describe()}", e);
        }

        return _process.ExitCode;
    }

    /// <summary>kill -9; returns when it is gone.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await WaitForExit(PatienceWithDeath);
    }

    /// <summary>Ctrl-C.</summary>
    public Task Interrupt() => Send("INT");

    /// <summary>What a service manager sends to stop it.</summary>
    public Task Terminate() => Send("TERM");

    /// <summary>It stands still, with everything that it has open, until <see cref="Thaw"/>.</summary>
    public Task Freeze() => Send("STOP");

    public Task Thaw() => Send("CONT");

    /// <summary>The end of what it wrote.</summary>
    public string Describe() =>
        $"--- {Name}, {(HasExited ? $"ended with {_process.ExitCode}" : "still running")}\n"
        + string.Join('\n', Out.Lines.TakeLast(30).Concat(Error.Lines.TakeLast(30)));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // A browser has children of its own.
            _process.Kill(entireProcessTree: true);
            using var patience = new CancellationTokenSource(PatienceWithDeath, TimeProvider.System);
            await _process.WaitForExitAsync(patience.Token);
        }

        _process.Dispose();
        if (_file is not null)
            await _file.DisposeAsync();
    }

    private void Keep(OutputLog log, string? line)
    {
        if (line is null)
            return;
        log.Add(line);
        LogFile.WriteTo(_file, line);
    }

    // The shell's own kill: a program of that name is missing in small containers, and .NET can only kill.
    private async Task Send(string signal)
    {
        using var shell = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }
}

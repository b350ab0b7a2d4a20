using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Actors.Cli;

/// <summary>
/// Ctrl-C and SIGTERM for commands that end by themselves: the first one asks to stop in good order, the second one ends
/// the process at once. Signals within <see cref="Together"/> are one: <c>timeout</c> sends its own to the process and to its group.
/// </summary>
/// <param name="exit">Ends the process.</param>
internal sealed class Interrupts(Action<int> exit, TimeProvider time) : IDisposable
{
    /// <summary>Nobody presses Ctrl-C twice so fast.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Action, bool> _lastWords = new();
    private PosixSignalRegistration[] _signals = [];
    private int _exitCode;
    private long _raised;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public bool IsRaised => _stop.IsCancellationRequested;

    /// <summary>By the first signal's number; 0 before it.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>From now on signals arrive here instead of ending the process.</summary>
    public void Listen() => Listen(Raise);

    /// <summary>
    /// For a command that leaves nothing behind, and may be in the middle of a long line or wait for a reader: the first
    /// signal ends the process at once, with its exit status instead of the signal.
    /// </summary>
    public void ExitAtOnce() => Listen(exit);

    /// <summary>Something that must be tidied even if the process ends at once, until the result is disposed of.</summary>
    public IDisposable BeforeExit(Action tidy)
    {
        _lastWords[tidy] = true;
        return new Registration(() => _lastWords.TryRemove(tidy, out _));
    }

    public void Raise(int exitCode)
    {
        var now = time.GetTimestamp();
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0)
        {
            Volatile.Write(ref _raised, now);
            // Whoever waits goes on elsewhere: this thread must be free for the second signal.
            _ = _stop.CancelAsync();
            return;
        }

        // Not yet written is as good as just now.
        var raised = Volatile.Read(ref _raised);
        if (raised == 0 || time.GetElapsedTime(raised, now) < Together)
            return;
        foreach (var tidy in _lastWords.Keys)
            tidy();
        exit(ExitCode);
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _stop.Dispose();
    }

    private void Listen(Action<int> take) => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Take(signal, take, Cli.ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, take, Cli.ExitCode.Terminated)),
    ];

    private static void Take(PosixSignalContext signal, Action<int> take, int exitCode)
    {
        signal.Cancel = true;
        take(exitCode);
    }

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

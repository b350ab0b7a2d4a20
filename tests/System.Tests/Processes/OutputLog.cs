namespace Actors.System.Tests.Processes;

/// <summary>The last lines that a process wrote to one of its streams.</summary>
internal sealed class OutputLog
{
    private const int MostLines = 5000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];
    private readonly List<(Func<string, bool> IsIt, TaskCompletionSource<string> Found)> _waiting = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
                _lines.Dequeue();
            foreach (var (isIt, found) in _waiting)
            {
                if (isIt(line))
                    found.TrySetResult(line);
            }
        }
    }

    /// <summary>The first kept line that fits, or the next that comes.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<string> WaitFor(Func<string, bool> isIt, TimeSpan patience)
    {
        Task<string> found;
        lock (_gate)
        {
            if (_lines.FirstOrDefault(isIt) is { } line)
                return line;
            var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isIt, source));
            found = source.Task;
        }

        return await found.WaitAsync(patience, TestContext.Current.CancellationToken);
    }

    public override string ToString() => string.Join('\n', Lines);
}

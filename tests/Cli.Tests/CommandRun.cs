using Microsoft.Extensions.Time.Testing;

namespace Actors.Cli.Tests;

/// <summary>Runs command lines in a folder of their own and keeps what they print.</summary>
internal sealed class CommandRun : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private readonly bool _ownsDirectory;

    /// <param name="directory">Another run's folder; null = a new one, removed at the end.</param>
    public CommandRun(string? directory = null)
    {
        _ownsDirectory = directory is null;
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("actors-cli-").FullName;
        Interrupts = new Interrupts(Exits.Add, Time);
    }

    public string Directory { get; }

    public string Downloads => Path.Combine(Directory, "downloads");

    public Interrupts Interrupts { get; }

    /// <summary>Exit codes with which the process would have ended at once.</summary>
    public List<int> Exits { get; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The bytes of the process's command line, one for each character; null = the system does not tell.</summary>
    public string? RawArguments { get; init; }

    public FakeTimeProvider Time { get; } = new();

    public string Out => _out.ToString().ReplaceLineEndings("\n");

    public string Error => _error.ToString().ReplaceLineEndings("\n");

    public string[] Lines => Out.TrimEnd('\n').Split('\n');

    public string[] Files => System.IO.Directory.Exists(Downloads)
        ? [.. System.IO.Directory.GetFiles(Downloads).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    public Task<int> Run(params string[] args) =>
        CommandLine.RunAsync(args, Terminal).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public Terminal Terminal => new()
    {
        Out = TextWriter.Synchronized(_out),
        Error = TextWriter.Synchronized(_error),
        IsInteractive = false,
        Directory = Directory,
        Variable = name => Variables.GetValueOrDefault(name),
        Interrupts = Interrupts,
        RawArguments = () => RawArguments is null ? null : System.Text.Encoding.Latin1.GetBytes(RawArguments),
        Time = Time,
    };

    public void Dispose()
    {
        Interrupts.Dispose();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}

using System.Globalization;
using System.Net.Sockets;

namespace Actors.System.Tests.Processes;

/// <summary>
/// One test's corner of the machine: a directory, ports on loopback, and the processes that it starts, all gone at the end.
/// What is started here finds its neighbours by the same keys that a person would set.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly TemporaryDirectory _directory = new();
    private readonly List<RunningProcess> _started = [];
    private readonly (string Key, string Value)[] _ports;

    public Stage()
    {
        var control = FreePorts.Next();
        Origin = new OriginControl(new Uri($"http://127.0.0.1:{control}"));
        _ports =
        [
            ("Origin__Ports__Local", Port()), ("Origin__Ports__Delay", Port()), ("Origin__Ports__Error", Port()),
            ("Origin__Ports__Control", control.ToString(CultureInfo.InvariantCulture)),
            ("Orleans__Endpoints__SiloPort", Port()), ("Orleans__Endpoints__GatewayPort", Port()), ("Telnet__Port", "0"),
        ];
    }

    public string Directory => _directory.Path;

    /// <summary>The practice origin of this stage, whichever process it is in.</summary>
    public OriginControl Origin { get; }

    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePorts.Next()}");

    /// <summary>The practice origin as a process of its own.</summary>
    public async Task<RunningProcess> StartOrigin(params (string Key, string Value)[] settings)
    {
        var process = Dotnet(Executable.Origin, [], settings);
        await Ready(process, new Uri(Origin.Address, "/_ctl/stats"));
        return process;
    }

    /// <summary>A silo process with the embedded store in this directory.</summary>
    public async Task<RunningProcess> StartSilo(params (string Key, string Value)[] settings)
    {
        var address = FreeAddress();
        var process = Dotnet(Executable.Silo, [], [("Silo__Urls", address.ToString()), .. settings]);
        await Ready(process, new Uri(address, "/health/ready"));
        return process;
    }

    /// <summary>A gateway process of this stage's silo.</summary>
    public Task<RunningGateway> StartGateway(params (string Key, string Value)[] settings) => StartGateway(FreeAddress(), settings);

    public async Task<RunningGateway> StartGateway(Uri address, params (string Key, string Value)[] settings)
    {
        var process = Dotnet(Executable.Gateway, [], [("Urls", address.ToString()), .. settings]);
        await Ready(process, new Uri(address, "/health/ready"));
        return new RunningGateway(process, address);
    }

    /// <summary><c>actors serve</c> in this directory, listening at <paramref name="address"/>.</summary>
    public async Task<RunningGateway> StartServe(Uri address, params (string Key, string Value)[] settings)
    {
        var process = Cli(["serve"], [("Urls", address.ToString()), .. settings]);
        await Ready(process, new Uri(address, "/health/ready"));
        await process.Out.WaitFor(line => line.StartsWith("Serving on ", StringComparison.Ordinal), Patience);
        return new RunningGateway(process, address);
    }

    /// <summary>A command of <c>actors</c> that is left running.</summary>
    public RunningProcess Cli(IEnumerable<string> args, params (string Key, string Value)[] settings) => Dotnet(Executable.Cli, args, settings);

    /// <summary>A command of <c>actors</c>, run to its end.</summary>
    public async Task<Finished> Run(IEnumerable<string> args, params (string Key, string Value)[] settings)
    {
        var process = Cli(args, settings);
        var status = await process.WaitForExit(Patience);
        return new Finished(status, process.Out.Lines, process.Error.Lines);
    }

    /// <summary>One of the programs, whether it becomes ready or not: <c>serve</c>, <c>silo</c>, <c>gateway</c> or <c>origin</c>.</summary>
    public RunningProcess StartProgram(string program, params (string Key, string Value)[] settings) => StartProgram(program, [], settings);

    public RunningProcess StartProgram(string program, string[] args, params (string Key, string Value)[] settings) => program switch
    {
        "serve" => Cli(["serve", .. args], settings),
        "silo" => Dotnet(Executable.Silo, args, settings),
        "gateway" => Dotnet(Executable.Gateway, args, settings),
        "origin" => Dotnet(Executable.Origin, args, settings),
        _ => throw new ArgumentException($"There is no program '{program}'.", nameof(program)),
    };

    /// <summary>Any other program.</summary>
    public RunningProcess Start(string name, IEnumerable<string> command, params (string Key, string Value)[] settings)
    {
        var process = RunningProcess.Start(name, command, Directory, settings);
        _started.Add(process);
        return process;
    }

    /// <summary>Waits until a process answers with a good status.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public static Task Ready(RunningProcess process, Uri probe) => Eventually.True(
        async () => process.HasExited ? throw new InvalidOperationException($"It ended early.\n{process.Describe()}") : await Answers(probe),
        Patience,
        () => $"{probe} never answered.\n{process.Describe()}");

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Shown where the test fails.
            foreach (var process in _started)
                TestContext.Current.TestOutputHelper?.WriteLine(process.Describe());
            await Task.WhenAll(_started.Select(process => process.DisposeAsync().AsTask()));
        }
        finally
        {
            _directory.Dispose();
        }
    }

    private static string Port() => FreePorts.Next().ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> Answers(Uri probe)
    {
        try
        {
            using var answer = await Http.GetAsync(probe, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        // The last of them where a process only looks whether its port is free: the connection is gone before the client has looked at it.
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private RunningProcess Dotnet(string assembly, IEnumerable<string> args, IEnumerable<(string Key, string Value)> settings)
    {
        string[] words = [.. args];
        var name = string.Join(' ', [Path.GetFileNameWithoutExtension(assembly), .. words]);
        return Start(name, ["dotnet", assembly, .. words], [.. _ports, .. settings]);
    }
}

/// <summary>How a command ended.</summary>
internal sealed record Finished(int Status, IReadOnlyList<string> Out, IReadOnlyList<string> Error)
{
    public string Everything => string.Join('\n', [$"exit status {Status}", "--- out", .. Out, "--- error", .. Error]);
}

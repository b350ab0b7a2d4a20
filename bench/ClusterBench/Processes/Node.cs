using Actors.PushBench.Processes;

namespace Actors.ClusterBench.Processes;

/// <summary>A silo or gateway that can be killed and started again at its address.</summary>
/// <param name="entry">What its command line begins with; null = nothing.</param>
internal sealed class Node(string program, Uri address, Dictionary<string, string> environment, IEnumerable<string>? entry = null) : IDisposable
{
    private ServerProcess? _process;

    public Uri Address => address;

    /// <summary>Where other silos reach it; empty for a gateway.</summary>
    public string SiloPort => environment.GetValueOrDefault("Orleans__Endpoints__SiloPort", "");

    public ServerProcess Process => _process ?? throw new InvalidOperationException($"{program} at {address} does not run.");

    /// <summary>Returns when it is ready. The first time it may be another version.</summary>
    public async Task Start(Bench bench)
    {
        var folder = _process is null && bench.Options.Before is { } before ? before : AppContext.BaseDirectory;
        _process?.Dispose();
        string[] command = [.. entry ?? [], "dotnet", Path.Combine(folder, program + ".dll")];
        _process = await ServerProcess.Run(
            command[0], command[1..], environment, bench.NewFolder(), new Uri(address, "/health/ready"), bench.Stopping);
    }

    public void Dispose() => _process?.Dispose();
}

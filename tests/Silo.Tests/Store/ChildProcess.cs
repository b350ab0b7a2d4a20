using System.Diagnostics;
using System.Globalization;

namespace Actors.Silo.Tests.Store;

/// <summary>This executable, started once more as <see cref="StoreChild"/>.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    public ChildProcess(string role, string directory, long start = 0)
    {
        var host = Environment.ProcessPath!;
        var isShared = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var info = new ProcessStartInfo(host)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                [StoreChild.RoleVariable] = role,
                [StoreChild.DirectoryVariable] = directory,
                [StoreChild.StartVariable] = start.ToString(CultureInfo.InvariantCulture),
                // A coverage tool that watches this process must not wait for one that is killed.
                ["CORECLR_ENABLE_PROFILING"] = "0",
            },
        };
        if (isShared) info.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        _process = Process.Start(info)!;
    }

    public async Task<string?> ReadLine() =>
        await _process.StandardOutput.ReadLineAsync(StoreHarness.Cancel).AsTask().WaitAsync(Patience, StoreHarness.Cancel);

    /// <summary>kill -9, then everything it had printed before.</summary>
    public async Task<string> Kill()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync(StoreHarness.Cancel).WaitAsync(Patience, StoreHarness.Cancel);
        await _process.WaitForExitAsync(StoreHarness.Cancel).WaitAsync(Patience, StoreHarness.Cancel);
        return rest;
    }

    /// <summary>Lets it end by itself.</summary>
    public async Task Finish()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(StoreHarness.Cancel).WaitAsync(Patience, StoreHarness.Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}

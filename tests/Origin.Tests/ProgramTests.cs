using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Actors.Origin.Tests;

/// <summary>The origin as a process of its own.</summary>
public sealed class ProgramTests
{
    private static readonly string[] _freePorts =
        ["--Origin:Ports:Local=0", "--Origin:Ports:Delay=0", "--Origin:Ports:Error=0", "--Origin:Ports:Control=0"];

    [Fact]
    public async Task A_bad_key_is_named_on_stderr_and_the_status_is_2()
    {
        using var origin = Start([.. _freePorts, "--Origin:Error:Rate=2"]);

        var (status, errors) = await End(origin);

        Assert.Equal(2, status);
        Assert.StartsWith("Origin:Error:Rate must be", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_port_in_use_is_named_on_stderr_in_one_line_and_the_status_is_3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var origin = Start([.. _freePorts, $"--Origin:Ports:Error={port}"]);

        var (status, errors) = await End(origin);

        Assert.Equal(3, status);
        Assert.Equal($"Origin:Ports:Error: port {port} is in use by another program.", errors.TrimEnd());
    }

    [Fact]
    public async Task SIGTERM_ends_it_with_status_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using var origin = Start(_freePorts);
        while (await origin.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("Application started", StringComparison.Ordinal))
                break;
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{origin.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var (status, errors) = await End(origin);

        Assert.Equal((0, string.Empty), (status, errors));
    }

    private static Process Start(string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(OriginServer).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<(int Status, string Errors)> End(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}

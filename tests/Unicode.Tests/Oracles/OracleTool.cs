using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Actors.Unicode.Tests.Oracles;

/// <summary>
/// Programs and files that know the Unicode character database without us. Where one is missing the test says so; where CI=true it
/// fails.
/// </summary>
internal static class OracleTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What a program prints for an input.</summary>
    /// <param name="package">The Debian package that has the program.</param>
    public static async Task<string> Run(string package, string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var process = Start(program, arguments);
        if (process is null)
        {
            Missing($"{program} is not installed: apt-get install {package}.");
            return "";
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), timeout.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            Assert.True(process.ExitCode == 0, $"{program} failed: {await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>The path of a file that a Debian package has.</summary>
    public static string File(string package, string path)
    {
        if (!System.IO.File.Exists(path))
            Missing($"{path} is not there: apt-get install {package}.");
        return path;
    }

    private static Process? Start(string program, string[] arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void Missing(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail($"{reason} Where CI=true nothing may be missing.");
        Assert.Skip(reason);
    }
}

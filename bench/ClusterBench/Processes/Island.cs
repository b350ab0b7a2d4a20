using System.Diagnostics;

namespace Actors.ClusterBench.Processes;

/// <summary>
/// A network namespace with one line to this machine, which can be cut so that nothing arrives and nobody is told. Needs root and iproute2,
/// iptables. Disposing removes it.
/// </summary>
internal sealed class Island : IDisposable
{
    /// <summary>This machine's end of the line; of a network that is on no other one.</summary>
    public const string Mainland = "10.213.77.1";

    /// <summary>The island's end.</summary>
    public const string Address = "10.213.77.2";

    private const string Name = "actors-bench";
    private const string Line = "actors-bench0";
    private const string FarEnd = "actors-bench1";

    public Island()
    {
        Dispose();
        Run("ip", "netns", "add", Name);
        Run("ip", "link", "add", Line, "type", "veth", "peer", "name", FarEnd);
        Run("ip", "link", "set", FarEnd, "netns", Name);
        Run("ip", "addr", "add", $"{Mainland}/30", "dev", Line);
        Run("ip", "link", "set", Line, "up");
        Inside("ip", "addr", "add", $"{Address}/30", "dev", FarEnd);
        Inside("ip", "link", "set", FarEnd, "up");
        Inside("ip", "link", "set", "lo", "up");
        Inside("iptables", "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
        Inside("iptables", "-A", "OUTPUT", "-o", "lo", "-j", "ACCEPT");
    }

    /// <summary>What a program's command line begins with to run there.</summary>
    public static IEnumerable<string> Entry => ["ip", "netns", "exec", Name];

    /// <summary>Packets vanish, both ways.</summary>
    public static void Cut() => Policy("DROP");

    public static void Mend() => Policy("ACCEPT");

    public void Dispose()
    {
        TryRun("ip", "link", "del", Line);
        TryRun("ip", "netns", "del", Name);
    }

    private static void Policy(string policy)
    {
        Inside("iptables", "-P", "INPUT", policy);
        Inside("iptables", "-P", "OUTPUT", policy);
    }

    private static void Inside(params string[] command) => Run([.. Entry, .. command]);

    private static void Run(params string[] command)
    {
        var (status, said) = TryRun(command);
        if (status != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {said} (partition needs root, iproute2 and iptables)");
    }

    private static (int Status, string Said) TryRun(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{command[0]} does not start.");
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said.Trim());
    }
}

using Actors.HarvestBench;

namespace Actors.CharBench;

/// <summary>A running node, as one process or as two; ended when it is disposed.</summary>
internal sealed class Node(Uri address, params Child[] processes) : IDisposable
{
    /// <summary>Of the gateway.</summary>
    public Uri Address => address;

    /// <summary>Processor time so far of the gateway, then of the silo if that is another process.</summary>
    public TimeSpan[] Cpu => [.. processes.Select(process => process.Cpu)];

    /// <summary><c>actors serve</c>, without origin and telnet.</summary>
    public static async Task<Node> OneProcess(Workplace place, params (string Key, string Value)[] settings)
    {
        var (address, environment) = Settings(place, settings);
        return new Node(address, await Start("actors", ["serve"], environment, address, place));
    }

    /// <summary>A silo process and a gateway process, each with a copy of the settings.</summary>
    public static async Task<Node> TwoProcesses(Workplace place, params (string Key, string Value)[] settings)
    {
        var (address, environment) = Settings(place, settings);
        var silo = await Start("Actors.Silo", [], environment, new Uri(environment["Silo__Urls"]), place);
        try
        {
            return new Node(address, await Start("Actors.Gateway", [], environment, address, place), silo);
        }
        catch
        {
            silo.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
    }

    private static (Uri Address, Dictionary<string, string> Environment) Settings(Workplace place, (string Key, string Value)[] settings)
    {
        var ports = FreePorts.Take(4);
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        var environment = new Dictionary<string, string>
        {
            ["Urls"] = address.ToString(),
            ["Silo__Urls"] = $"http://127.0.0.1:{ports[1]}",
            ["Orleans__Endpoints__SiloPort"] = $"{ports[2]}",
            ["Orleans__Endpoints__GatewayPort"] = $"{ports[3]}",
            ["Telnet__Port"] = "0",
            ["Origin__Embedded"] = "false",
            ["Data__Directory"] = Path.Combine(place.NewFolder(), "data"),
        };
        foreach (var (key, value) in settings) environment[key] = value;
        return (address, environment);
    }

    private static Task<Child> Start(string program, string[] args, Dictionary<string, string> environment, Uri address, Workplace place) =>
        Child.Start(program, args, environment, place.Folder, new Uri(address, "/health/ready"), place.Stopping);
}

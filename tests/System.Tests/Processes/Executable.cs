namespace Actors.System.Tests.Processes;

/// <summary>The programs under test, built into the folder of these tests.</summary>
internal static class Executable
{
    public static string Cli { get; } = Find("actors");

    public static string Origin { get; } = Find("Actors.Origin");

    public static string Silo { get; } = Find("Actors.Silo");

    public static string Gateway { get; } = Find("Actors.Gateway");

    private static string Find(string assembly)
    {
        foreach (var ending in (string[])[".dll", ".runtimeconfig.json", ".deps.json"])
        {
            if (!File.Exists(Path.Combine(AppContext.BaseDirectory, assembly + ending)))
                throw new FileNotFoundException($"{assembly}{ending} is missing beside the tests: build tests/System.Tests as a whole.");
        }

        return Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll");
    }
}

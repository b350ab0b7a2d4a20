namespace Actors.System.Tests.Processes;

/// <summary>Programs that not every machine has. A test that needs a missing one says so and is skipped, but fails where CI=true.</summary>
internal static class OptionalTool
{
    // Daemons lie where an ordinary user's PATH does not reach.
    private static readonly string[] SystemFolders = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

    /// <summary>The full path of the first of these programs that is installed.</summary>
    public static string Require(string advice, params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (folders.Concat(SystemFolders).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } found)
                return found;
        }

        Missing($"{string.Join(" or ", names)} is not installed: {advice}.");
        return "";
    }

    public static void Missing(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail($"{reason} Where CI=true nothing may be missing.");
        Assert.Skip(reason);
    }
}

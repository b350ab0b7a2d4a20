namespace Actors.Cli.Nodes;

/// <summary>Settings on the command line (<c>--Key=value</c>, <c>--Key value</c>), which .NET's own reader would partly ignore.</summary>
internal static class Settings
{
    /// <exception cref="CommandException">Something is no setting, or one has no value.</exception>
    public static void Check(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var setting = args[i];
            if (!setting.StartsWith("--", StringComparison.Ordinal) || setting.Length == 2 || setting[2] == '=')
                throw CommandException.Usage($"'{setting}' is no setting: write --Key=value, for example --Urls=http://localhost:9000.");
            if (setting.Contains('=', StringComparison.Ordinal))
                continue;
            if (++i >= args.Count)
                throw CommandException.Usage($"{setting} has no value.");
        }
    }
}

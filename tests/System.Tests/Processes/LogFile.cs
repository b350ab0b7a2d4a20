using System.Globalization;

namespace Actors.System.Tests.Processes;

/// <summary>What every process wrote and when, in a file each: with <c>ACTORS_LOGS</c>, which names a folder. To find out what a long run did.</summary>
internal static class LogFile
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("ACTORS_LOGS");

    /// <summary>Null if nobody wants it.</summary>
    public static TextWriter? Open(string name, int process)
    {
        if (Folder is null)
            return null;
        Directory.CreateDirectory(Folder);
        var file = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HHmmss.fff}-{name}-{process}.log");
        return TextWriter.Synchronized(new StreamWriter(Path.Combine(Folder, file)) { AutoFlush = true });
    }

    public static void WriteTo(TextWriter? file, string line) => file?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}"));
}

namespace Actors.System.Tests.Processes;

/// <summary>What tests leave for people to look at: <c>artifacts/</c> of the repository.</summary>
internal static class Artifacts
{
    public static string Folder { get; } = Directory.CreateDirectory(Find()).FullName;

    public static string Path(string name) => global::System.IO.Path.Combine(Folder, name);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(global::System.IO.Path.Combine(folder.FullName, "Actors.sln")))
                return global::System.IO.Path.Combine(folder.FullName, "artifacts");
        }

        return global::System.IO.Path.Combine(AppContext.BaseDirectory, "artifacts");
    }
}

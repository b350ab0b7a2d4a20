namespace Actors.System.Tests.Processes;

/// <summary>An empty directory of one test, gone with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("actors-system-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

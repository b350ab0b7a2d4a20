namespace Actors.Gateway.Tests;

/// <summary>
/// Pins a wire shape: what strangers rely on is a file under <c>Approved</c>. To approve a change on purpose, copy the
/// received text that the failed test prints.
/// </summary>
internal static class ApprovedFile
{
    public static void Matches(string name, string received)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Approved", name);
        var approved = File.Exists(path) ? File.ReadAllText(path).TrimEnd('\n') : "";
        Assert.True(approved == received, $"Approved/{name} differs. Received:\n{received}");
    }
}

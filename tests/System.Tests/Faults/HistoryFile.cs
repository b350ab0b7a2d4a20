using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.System.Tests.Faults;

/// <summary>A history as a file, so that a run which broke a promise can be looked at, and checked again, later.</summary>
internal static class HistoryFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static History Read(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<History>(file, Json)!;
    }

    public static void Write(string path, History history)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        JsonSerializer.Serialize(file, history, Json);
    }
}

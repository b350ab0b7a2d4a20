using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Silo.Store;

/// <summary><c>node.json</c> beside the lock: where the holder listens. Says nothing once the lock is free.</summary>
internal sealed record NodeFile(string? Url)
{
    private const string FileName = "node.json";
    private const int MaxBytes = 4096;

    /// <summary>Null if there is none, or none that makes sense: a command then starts its own node or says that the directory is in use.</summary>
    public static Uri? TryRead(string directory)
    {
        try
        {
            using var file = new FileStream(
                Path.Combine(directory, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes) return null;

            var node = JsonSerializer.Deserialize(file, NodeFileJson.Default.NodeFile);
            return Uri.TryCreate(node?.Url, UriKind.Absolute, out var url) && IsHttp(url) ? url : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Written beside and renamed, so that a reader sees the old one or the new one, never half of one.</summary>
    public static void Write(string directory, Uri url)
    {
        if (!url.IsAbsoluteUri || !IsHttp(url)) throw new ArgumentException("A node's URL is absolute and http or https.", nameof(url));

        var file = Path.Combine(directory, FileName);
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(new NodeFile(url.AbsoluteUri), NodeFileJson.Default.NodeFile));
        File.Move(file + ".new", file, overwrite: true);
    }

    public static void Delete(string directory) => File.Delete(Path.Combine(directory, FileName));

    private static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeFile))]
internal sealed partial class NodeFileJson : JsonSerializerContext;

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Gateway.AsyncApi;

/// <summary>
/// The description that is part of this assembly. It is written by hand, because the code has no place that knows which
/// frame answers which; in the tests every frame of either side is held against it.
/// </summary>
internal sealed class AsyncApiDocument
{
    private const string Resource = "asyncapi/v1.json";
    private static readonly string? Version = typeof(AsyncApiDocument).Assembly.GetName().Version?.ToString(3);
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _written;

    private AsyncApiDocument(byte[] written) => _written = written;

    public static AsyncApiDocument Load()
    {
        using var stream = typeof(AsyncApiDocument).Assembly.GetManifestResourceStream(Resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new AsyncApiDocument(copy.ToArray());
    }

    /// <summary>The document with this program's version and the address under which the client found it.</summary>
    /// <param name="host">As in the request's <c>Host</c>; null or empty (HTTP/1.0) = what stands in the document.</param>
    /// <param name="tls">The client came by https.</param>
    public byte[] For(string? host, bool tls)
    {
        var document = JsonNode.Parse(_written)!;
        document["info"]!["version"] = Version;
        Address(document["servers"]!["socket"]!, host, tls ? "wss" : "ws");
        Address(document["servers"]!["stream"]!, host, tls ? "https" : "http");
        var buffer = new ArrayBufferWriter<byte>(_written.Length);
        using (var json = new Utf8JsonWriter(buffer, Readable))
            document.WriteTo(json);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Address(JsonNode server, string? host, string protocol)
    {
        server["protocol"] = protocol;
        if (!string.IsNullOrEmpty(host))
            server["host"] = host;
    }
}

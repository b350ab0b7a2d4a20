using System.Collections.Frozen;
using System.Text.Json;
using NJsonSchema;

namespace Actors.Gateway.Tests.AsyncApi.Frames;

/// <summary>
/// The AsyncAPI document as tests use it: which messages each side may send, what may answer what, and what each must look
/// like. Everything is read from the document; only how a message is recognised in a frame is said here.
/// </summary>
internal static class AsyncApiDescription
{
    private const string SchemaPrefix = "#/components/schemas/";

    // Readers disagree about a name that stands there twice (RFC 8259 §4), so no frame may have one.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonSchema Schemas = LoadSchemas();

    public static JsonElement Document { get; } = Load();

    /// <summary>The messages that each side may send.</summary>
    public static FrozenDictionary<FrameSource, FrozenSet<string>> Messages { get; } = new Dictionary<FrameSource, FrozenSet<string>>
    {
        [FrameSource.Client] = Sent("socket", "receive"),
        [FrameSource.Server] = Sent("socket", "send").Concat(Operations.SelectMany(RepliesOf)).ToFrozenSet(),
        [FrameSource.Stream] = Sent("stream", "send"),
    }.ToFrozenDictionary();

    /// <summary>By message of a client, the messages that may bear its id.</summary>
    public static FrozenDictionary<string, FrozenSet<string>> Replies { get; } = Operations
        .Where(operation => operation.GetProperty("action").GetString() == "receive")
        .SelectMany(operation => MessagesOf(operation).Select(message => KeyValuePair.Create(message, RepliesOf(operation).ToFrozenSet())))
        .ToFrozenDictionary();

    private static IEnumerable<JsonElement> Operations => Document.GetProperty("operations").EnumerateObject().Select(operation => operation.Value);

    /// <summary>Finds out which message a frame is and whether it is as described.</summary>
    /// <returns>The message's name (null if the frame is none that this side may send) and what is wrong (null if nothing).</returns>
    public static (string? Message, string? Fault) Check(FrameSource source, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (text.Contains("\\u", StringComparison.OrdinalIgnoreCase))
                ReadTexts(document.RootElement);
            if (NameOf(source, document.RootElement) is not { } name || !Messages[source].Contains(name))
                return (null, "The document has no such message of this side.");
            return (name, Fault(name, text));
        }
        // No JSON, a member twice, half a surrogate pair.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>What is wrong with a payload of a message; null if nothing.</summary>
    public static string? Fault(string message, string payload)
    {
        var schema = Document.GetProperty("components").GetProperty("messages").GetProperty(message).GetProperty("payload").GetProperty("$ref").GetString()!;
        var faults = Schemas.Definitions[schema[SchemaPrefix.Length..]].Validate(payload);
        return faults.Count == 0 ? null : string.Join('\n', faults);
    }

    private static string? NameOf(FrameSource source, JsonElement frame)
    {
        if (TextOf(frame, "type") is not { } type)
            return null;
        return (source, type) switch
        {
            (FrameSource.Client, _) => type,
            (_, "event") => TextOf(frame, "kind"),
            (FrameSource.Server, "snapshot") when TextOf(frame, "topic") == "origins" => "originsSnapshot",
            (FrameSource.Server, "snapshot") when TextOf(frame, "topic") == "cluster" => "clusterSnapshot",
            (FrameSource.Stream, "reset") => "streamReset",
            _ => type,
        };
    }

    private static string? TextOf(JsonElement frame, string member) =>
        frame.ValueKind == JsonValueKind.Object && frame.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // The parser takes an escaped half of a surrogate pair as it is; reading it is what shows it.
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    private static FrozenSet<string> Sent(string channel, string action) => Operations
        .Where(operation => operation.GetProperty("action").GetString() == action && Last(operation.GetProperty("channel")) == channel)
        .SelectMany(MessagesOf).ToFrozenSet();

    private static IEnumerable<string> RepliesOf(JsonElement operation) =>
        operation.TryGetProperty("reply", out var reply) ? MessagesOf(reply) : [];

    private static IEnumerable<string> MessagesOf(JsonElement operation) => operation.GetProperty("messages").EnumerateArray().Select(Last);

    private static string Last(JsonElement reference) => reference.GetProperty("$ref").GetString()!.Split('/')[^1];

    private static JsonElement Load()
    {
        using var stream = typeof(AsyncApiDescription).Assembly.GetManifestResourceStream("asyncapi.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    // As a JSON Schema of its own, where schemas that are referred to have another place.
    private static JsonSchema LoadSchemas()
    {
        var schemas = Load().GetProperty("components").GetProperty("schemas").GetRawText();
        var definitions = $$"""{"definitions":{{schemas.Replace(SchemaPrefix, "#/definitions/", StringComparison.Ordinal)}}}""";
        return JsonSchema.FromJsonAsync(definitions).GetAwaiter().GetResult();
    }
}

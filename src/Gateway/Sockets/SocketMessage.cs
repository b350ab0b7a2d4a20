using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Sockets;

/// <summary>A frame from a client: its type, its id if it has one, and its other members.</summary>
internal sealed record SocketMessage(string Type, string? Id, JsonFields Fields)
{
    private const int MaxId = 64;
    private const int MaxType = 64;

    /// <exception cref="ProblemException">Not a text frame, or not an object with a <c>type</c>.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static SocketMessage Parse(SocketFrame frame)
    {
        if (!frame.IsText)
            throw BadFrame("Frames must be text.", null);
        using var document = JsonDocument.Parse(frame.Utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw BadFrame("A frame must be a JSON object.", null);
        var fields = new JsonFields(document.RootElement.Clone());
        var id = fields.Take("id") is not { } member ? null
            : member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 and <= 2 * MaxId } text && text.EnumerateRunes().Count() <= MaxId ? text
            : throw Problem.Invalid("id", $"'id' must be a string of 1 to {MaxId} characters.");
        if (fields.Take("type") is not { ValueKind: JsonValueKind.String } type || type.GetString() is not { Length: > 0 and <= MaxType } name)
            throw BadFrame("A frame must have a 'type'.", id);
        return new SocketMessage(name, id, fields);
    }

    public BadFrameException UnknownType() => BadFrame($"There is no frame of type '{Type}'.", Id);

    private static BadFrameException BadFrame(string detail, string? id) => new(detail, id);
}

using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Gateway.Tests.Push;

/// <summary>Frames that a hostile client might send: right ones, and right ones with something changed.</summary>
internal sealed class FrameFuzz(Random random, string harvest)
{
    private static readonly string[] Hostile =
    [
        "", " ", "\0", "\uFFFF", "a\u202Eb", "../../etc/passwd", "'; DROP TABLE", "{{7*7}}", "%00", "null", "NaN", "1e999", new string('x', 65), new string('é', 4000),
    ];

    /// <summary>The next frame, and whether it is sent as text.</summary>
    public (byte[] Payload, bool IsText) Next()
    {
        var text = Known();
        return random.Next(12) switch
        {
            0 => (Bytes(), true),
            1 => (Bytes(), false),
            2 => (Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]), true),
            3 => (Flipped(text), true),
            4 => (Encoding.UTF8.GetBytes(Deep()), true),
            < 9 => (Encoding.UTF8.GetBytes(Changed(text)), true),
            _ => (Encoding.UTF8.GetBytes(text), true),
        };
    }

    private string Known()
    {
        var id = $"i{random.Next(12)}";
        return random.Next(14) switch
        {
            0 => $$"""{"type":"subscribe","id":"{{id}}","topic":"harvest/{{harvest}}"}""",
            1 => $$"""{"type":"subscribe","id":"{{id}}","topic":"harvest/{{harvest}}","from":{"epoch":"k3f9","seq":{{random.Next(-1, 9)}}},"mode":"latest","maxRate":{{random.Next(3)}}}""",
            2 => $$"""{"type":"subscribe","id":"{{id}}","topic":"origins"}""",
            3 => $$"""{"type":"subscribe","id":"{{id}}","topic":"harvest/0199a3000000700080000000000000ff"}""",
            4 or 5 => $$"""{"type":"unsubscribe","id":"{{id}}"}""",
            6 => $$"""{"type":"pause","id":"{{id}}","harvest":"0199a3000000700080000000000000ff"}""",
            7 => $$"""{"type":"start","id":"{{id}}","origin":"nowhere","countries":["BR"],"concurrency":{{random.Next(-1, 2000)}}}""",
            8 or 9 => $$"""{"type":"search","id":"{{id}}","q":"cat","limit":{{random.Next(0, 300)}}}""",
            10 => $$"""{"type":"more","id":"{{id}}","n":{{random.Next(0, 2000)}}}""",
            11 => """{"type":"hello"}""",
            _ => """{"type":"ping"}""",
        };
    }

    private string Changed(string text)
    {
        var frame = JsonNode.Parse(text)!.AsObject();
        var name = frame.ElementAt(random.Next(frame.Count)).Key;
        switch (random.Next(4))
        {
            case 0:
                frame.Remove(name);
                break;
            case 1:
                frame[Hostile[random.Next(Hostile.Length)]] = 1;
                break;
            case 2:
                frame[name] = Hostile[random.Next(Hostile.Length)];
                break;
            default:
                frame[name] = random.Next(5) switch
                {
                    0 => null,
                    1 => JsonValue.Create(random.NextInt64()),
                    2 => JsonValue.Create(random.NextDouble() * 1e300),
                    3 => new JsonArray(1, new JsonObject()),
                    _ => JsonValue.Create(true),
                };
                break;
        }

        return frame.ToJsonString();
    }

    private byte[] Flipped(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        // ASCII for ASCII: bytes that are no UTF-8 end the connection, and are drawn elsewhere.
        bytes[random.Next(bytes.Length)] = (byte)random.Next(0x20, 0x7F);
        return bytes;
    }

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Deep()
    {
        var depth = random.Next(1, 400);
        return string.Concat(Enumerable.Repeat("{\"a\":[", depth)) + string.Concat(Enumerable.Repeat("]}", depth));
    }
}

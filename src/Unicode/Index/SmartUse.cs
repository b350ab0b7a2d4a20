using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.Unicode.Index;

/// <summary>What smart mode did beyond looking for whole words of names: the answer says so.</summary>
/// <param name="Prefix">The last word, if it was read as a beginning and found more that way; null if not.</param>
/// <param name="Aliases">Aliases found something that names did not.</param>
/// <param name="Keywords">Languages whose keywords found something that names and aliases did not.</param>
/// <param name="Corrected">Words that were read as others.</param>
internal sealed record SmartUse(
    string? Prefix, bool Aliases, IReadOnlyList<string> Keywords, ImmutableArray<(string From, string To)> Corrected)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("prefix"u8, Prefix);
            json.WriteBoolean("aliases"u8, Aliases);
            json.WriteStartArray("keywords"u8);
            foreach (var language in Keywords)
                json.WriteStringValue(language);
            json.WriteEndArray();
            json.WriteStartArray("corrected"u8);
            foreach (var (from, to) in Corrected)
            {
                json.WriteStartObject();
                json.WriteString("from"u8, from);
                json.WriteString("to"u8, to);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

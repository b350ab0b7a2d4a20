using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults;

/// <summary>An event as its bytes came, and what they say.</summary>
[JsonConverter(typeof(AsText))]
internal sealed class RecordedEvent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly JsonElement _event;

    public RecordedEvent(string text)
    {
        Text = text;
        _event = JsonElement.Parse(text);
    }

    public string Text { get; }

    public string Epoch => _event.GetProperty("epoch").GetString()!;

    public long Seq => _event.GetProperty("seq").GetInt64();

    /// <summary><c>country</c>, <c>state</c>, <c>completed</c> or <c>progress</c>.</summary>
    public string Kind => _event.GetProperty("kind").GetString()!;

    public bool IsNumbered => Kind != "progress";

    /// <summary>Of a <c>country</c> event; null of others.</summary>
    public CountryStatus? Country => Kind == "country" ? _event.GetProperty("country").Deserialize<CountryStatus>(Json) : null;

    /// <summary>A count of <c>completed</c> or <c>progress</c>; 0 if it is not there.</summary>
    public int Count(string name) => _event.TryGetProperty(name, out var count) ? count.GetInt32() : 0;

    public override string ToString() => $"event {Seq} ({Country?.Code ?? Kind})";

    private sealed class AsText : JsonConverter<RecordedEvent>
    {
        public override RecordedEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, RecordedEvent value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}

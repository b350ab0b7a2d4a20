using System.Collections.Immutable;
using System.Text.Json;
using Actors.Gateway.Json;

namespace Actors.Gateway.Origins;

/// <summary>
/// How the origins stand at one moment. Only the newest of each origin is known: it is a state, so nothing is replayed, and
/// a slow client simply misses what was overtaken.
/// </summary>
internal sealed class OriginsView
{
    public const string Topic = "origins";

    private readonly ImmutableArray<Entry> _entries;

    private OriginsView(string epoch, long last, ImmutableArray<Entry> entries)
    {
        Epoch = epoch;
        Last = last;
        _entries = entries;
    }

    /// <summary>Nothing is known yet. Numbers of two gateways have nothing to do with each other, hence an epoch of its own.</summary>
    public static OriginsView Empty => new(Guid.CreateVersion7().ToString("n")[^8..], 0, []);

    public string Epoch { get; }

    public long Last { get; }

    /// <summary>The list of all origins, by label.</summary>
    public RawJson State
    {
        get
        {
            var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
            {
                json.WriteStartArray();
                foreach (var entry in _entries)
                    json.WriteRawValue(entry.Body, skipInputValidation: true);
                json.WriteEndArray();
            }

            return new RawJson(buffer.WrittenSpan.ToArray());
        }
    }

    /// <summary>The first event after a number; null if there is none.</summary>
    public (long Seq, byte[] Utf8)? Next(long after)
    {
        Entry? next = null;
        foreach (var entry in _entries)
        {
            if (entry.Seq > after && (next is null || entry.Seq < next.Seq))
                next = entry;
        }

        return next is null ? null : (next.Seq, next.Frame);
    }

    /// <summary>This view with what has changed; the same view if nothing has.</summary>
    public OriginsView With(IEnumerable<(string Label, byte[] Body)> origins)
    {
        var last = Last;
        var known = _entries.ToDictionary(entry => entry.Label);
        ImmutableArray<Entry> entries = [.. origins.Select(origin =>
            known.GetValueOrDefault(origin.Label) is { } same && same.Body.AsSpan().SequenceEqual(origin.Body) ? same
                : Entry.From(Epoch, ++last, origin.Label, origin.Body))];
        return last == Last && entries.Length == _entries.Length ? this : new OriginsView(Epoch, last, entries);
    }

    private sealed record Entry(string Label, long Seq, byte[] Body, byte[] Frame)
    {
        public static Entry From(string epoch, long seq, string label, byte[] body) => new(
            label, seq, body, JsonSerializer.SerializeToUtf8Bytes(
                new OriginEvent("event", Topic, epoch, seq, "origin", new RawJson(body)), GatewayJson.Wire.OriginEvent));
    }
}

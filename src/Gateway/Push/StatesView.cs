using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Actors.Gateway.Json;

namespace Actors.Gateway.Push;

/// <summary>
/// How the things of a topic stand at one moment. Only the newest of each is known: it is a state, so nothing is replayed, and
/// a slow client simply misses what was overtaken.
/// </summary>
internal sealed class StatesView
{
    private readonly string _topic;
    private readonly ImmutableArray<Entry> _entries;

    private StatesView(string topic, string epoch, long last, ImmutableArray<Entry> entries)
    {
        (_topic, Epoch, Last, _entries) = (topic, epoch, last, entries);
    }

    /// <summary>Nothing is known yet. Numbers of two gateways have nothing to do with each other, hence an epoch of its own.</summary>
    public static StatesView Empty(string topic) => new(topic, Guid.CreateVersion7().ToString("n")[^8..], 0, []);

    public string Epoch { get; }

    public long Last { get; }

    /// <summary>The list of all of them, in the order in which they were told.</summary>
    public RawJson State => new(Written(json =>
    {
        json.WriteStartArray();
        foreach (var entry in _entries)
            json.WriteRawValue(entry.State.Body, skipInputValidation: true);
        json.WriteEndArray();
    }));

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
    /// <param name="goneFor">Whatever is not named any more is gone for so long before it is dropped.</param>
    public StatesView With(IEnumerable<StateOf> states, DateTimeOffset now, TimeSpan goneFor)
    {
        var last = Last;
        var known = _entries.ToDictionary(entry => (entry.State.Kind, entry.State.Key));
        List<Entry> entries = [];
        foreach (var state in states)
        {
            known.Remove((state.Kind, state.Key), out var same);
            entries.Add(same is not null && same.State.Body.AsSpan().SequenceEqual(state.Body)
                ? same with { State = state, GoneAt = null }
                : new Entry(++last, state, Frame(state, last)));
        }

        foreach (var entry in _entries.Where(entry => known.ContainsKey((entry.State.Kind, entry.State.Key))))
        {
            if (entry.GoneAt is { } gone && now - gone < goneFor)
                entries.Add(entry);
            else if (entry.State.Gone is { } body)
                entries.Add(new Entry(++last, entry.State with { Body = body, Gone = null }, Frame(entry.State with { Body = body }, last), now));
        }

        return last == Last && entries.Count == _entries.Length ? this : new StatesView(_topic, Epoch, last, [.. entries]);
    }

    /// <summary>Nothing is known any more; the numbers go on.</summary>
    public StatesView Forgotten() => new(_topic, Epoch, Last, []);

    /// <summary>The whole object, in a member that is named after its kind.</summary>
    private byte[] Frame(StateOf state, long seq) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "event");
        json.WriteString("topic", _topic);
        json.WriteString("epoch", Epoch);
        json.WriteNumber("seq", seq);
        json.WriteString("kind", state.Kind);
        json.WritePropertyName(state.Kind);
        json.WriteRawValue(state.Body, skipInputValidation: true);
        json.WriteEndObject();
    });

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="GoneAt">Since when nobody has named it; null = it is named.</param>
    private sealed record Entry(long Seq, StateOf State, byte[] Frame, DateTimeOffset? GoneAt = null);
}

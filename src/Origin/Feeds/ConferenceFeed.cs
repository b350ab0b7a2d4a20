using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.Origin.Feeds;

/// <summary>
/// A conference's schedule of the shape and with the quirks of the book's (chapter 19), about things instead of people: string
/// serials of breaks, which lack members that other events have; empty lists of speakers; a speaker who is not in the feed;
/// nulls; HTML and its entities in texts; times without a zone; blank lines before everything. The same bytes each time.
/// </summary>
internal sealed class ConferenceFeed : IDisposable
{
    private const int Speakers = 357;
    private const int Venues = 53;
    private const int Breaks = 10;
    private const int WithoutSpeakers = 81;

    /// <summary>Numbers that the book's own examples name.</summary>
    private const int FamousEvent = 40;
    private const int FamousSerial = 33950;
    private const int FamousVenue = 1449;
    private const int CrowdedEvent = 7;
    private const int DanglingEvent = 300;
    private const int DanglingSerial = 35455;
    private const int MissingSpeaker = 31044;
    private const int LastSpeaker = 141590;
    private static readonly int[] FamousSpeakers = [3471, 5199];

    private static readonly (string Type, int Count)[] Types =
    [
        ("40-minute conference session", 249), ("Office Hours", 63), ("Tutorial (3 hours)", 41), ("BoF", 36), ("Event", 23), ("Author Signing", 23),
        ("Keynote", 22), ("Open Cloud Day", 17), ("break", Breaks),
    ];

    private static readonly DateTime Opening = new(2026, 7, 20, 9, 0, 0, DateTimeKind.Unspecified);
    private static readonly JsonWriterOptions Format = new() { Indented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;
    private readonly Words _words;
    private readonly int _times;
    private readonly int _sentences;

    private ConferenceFeed(int times, int sentences)
    {
        (_times, _sentences) = (times, sentences);
        _words = new Words(seed: 19);
        _bytes.Write("\r\n\r\n"u8);
        _json = new Utf8JsonWriter(_bytes, Format);
    }

    /// <summary>About 0.7 MB: 1 conference, 484 events, 357 speakers, 53 venues.</summary>
    public static byte[] Small() => Write(times: 1, sentences: 7);

    /// <summary>More than 20 MB and 800,000 values: 88 times as many events and speakers, with shorter texts.</summary>
    public static byte[] Large() => Write(times: 88, sentences: 1);

    public void Dispose() => _json.Dispose();

    private static byte[] Write(int times, int sentences)
    {
        using var feed = new ConferenceFeed(times, sentences);
        return feed.Write();
    }

    private byte[] Write()
    {
        _json.WriteStartObject();
        _json.WriteStartObject("Schedule");
        _json.WriteStartArray("conferences");
        _json.WriteStartObject();
        _json.WriteNumber("serial", 115);
        _json.WriteEndObject();
        _json.WriteEndArray();
        WriteEvents();
        WriteSpeakers();
        WriteVenues();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _bytes.WrittenSpan.ToArray();
    }

    private void WriteEvents()
    {
        _json.WriteStartArray("events");
        for (var time = 0; time < _times; time++)
        {
            var types = Spread();
            var (index, silent) = (0, 0);
            foreach (var type in types)
            {
                var isBreak = type == "break";
                // Every fifth of those that could have speakers has none, until the number is reached.
                var isSilent = !isBreak && index % 5 == 3 && index != DanglingEvent && index != FamousEvent && silent < WithoutSpeakers;
                silent += isSilent ? 1 : 0;
                WriteEvent(time, index++, type, isBreak, isSilent);
            }
        }

        _json.WriteEndArray();
    }

    /// <summary>The types of all events, mixed, each as often as it should be.</summary>
    private string[] Spread()
    {
        string[] types = [.. Types.SelectMany(type => Enumerable.Repeat(type.Type, type.Count))];
        _words.Shuffle(types);
        // Those that are looked at are ordinary ones.
        int[] named = [CrowdedEvent, FamousEvent, DanglingEvent];
        foreach (var index in named.Where(index => types[index] == "break"))
        {
            var other = Enumerable.Range(0, types.Length).First(other => types[other] != "break" && !named.Contains(other));
            (types[index], types[other]) = (types[other], types[index]);
        }

        return types;
    }

    private void WriteEvent(int time, int index, string type, bool isBreak, bool isSilent)
    {
        _json.WriteStartObject();
        if (isBreak)
            _json.WriteString("serial", $"slot_{(15176 + (time * 1000) + index).ToString(CultureInfo.InvariantCulture)}");
        else
            _json.WriteNumber("serial", EventSerial(time, index));
        _json.WriteString("name", index == FamousEvent && time == 0 ? "Ships *Will* Creak" : isBreak ? "Break" : _words.Title());
        _json.WriteString("event_type", type);
        var start = Opening.AddDays(index % 5).AddMinutes(_words.Next(16) * 30);
        _json.WriteString("time_start", Text(start));
        _json.WriteString("time_stop", Text(start.AddMinutes(40)));
        _json.WriteNumber("venue_serial", index == FamousEvent ? FamousVenue : VenueSerial(_words.Next(Venues)));
        if (!isBreak)
        {
            _json.WriteString("description", $"<p>{_words.Sentences(_sentences)}</p>");
            _json.WriteString("website_url", $"https://conference.example/detail/{EventSerial(time, index).ToString(CultureInfo.InvariantCulture)}");
            WriteSpeakersOf(time, index, isSilent);
        }

        _json.WriteStartArray("categories");
        for (var categories = _words.Next(3); categories > 0; categories--)
            _json.WriteStringValue(_words.Noun());
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteSpeakersOf(int time, int index, bool isSilent)
    {
        _json.WriteStartArray("speakers");
        if (isSilent)
        {
            // Nobody, as for 81 of the book's.
        }
        else if (index == FamousEvent)
        {
            foreach (var speaker in FamousSpeakers)
                _json.WriteNumberValue(speaker);
        }
        else
        {
            if (index == DanglingEvent && time == 0)
                _json.WriteNumberValue(MissingSpeaker);
            var (first, count) = (_words.Next(Speakers), index == CrowdedEvent ? 5 : 1 + (_words.Next(12) / 5));
            for (var one = 0; one < count; one++)
                _json.WriteNumberValue(SpeakerSerial(time, (first + one) % Speakers));
        }

        _json.WriteEndArray();
    }

    private void WriteSpeakers()
    {
        _json.WriteStartArray("speakers");
        for (var time = 0; time < _times; time++)
        {
            for (var index = 0; index < Speakers; index++)
            {
                _json.WriteStartObject();
                _json.WriteNumber("serial", SpeakerSerial(time, index));
                _json.WriteString("name", _words.Thing());
                WriteOrNull("photo", index % 5 == 1 && index < 68 * 5, $"https://conference.example/things/{index.ToString(CultureInfo.InvariantCulture)}.jpg");
                WriteOrNull("url", index % 5 == 2 && index < 67 * 5, $"https://{_words.Noun()}.example/");
                _json.WriteString("position", _words.Adjective());
                _json.WriteString("affiliation", $"{_words.Noun()} &amp; {_words.Noun()}");
                WriteOrNull("twitter", index % 13 == 3 && index < 26 * 13, $"{_words.Noun()}_{index.ToString(CultureInfo.InvariantCulture)}");
                _json.WriteString("bio", $"<p>{_words.Sentences(_sentences)}</p>");
                _json.WriteEndObject();
            }
        }

        _json.WriteEndArray();
    }

    private void WriteVenues()
    {
        _json.WriteStartArray("venues");
        for (var index = 0; index < Venues; index++)
        {
            _json.WriteStartObject();
            _json.WriteNumber("serial", VenueSerial(index));
            _json.WriteString("name", VenueSerial(index) == FamousVenue ? "Harbour 251" : $"{_words.Place()} {(100 + index).ToString(CultureInfo.InvariantCulture)}");
            _json.WriteString("category", "Conference Venues");
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteOrNull(string name, bool isNull, string text)
    {
        if (isNull)
            _json.WriteNull(name);
        else
            _json.WriteString(name, text);
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static int EventSerial(int time, int index) => time > 0 ? 1_000_000 + (time * 1000) + index
        : index == FamousEvent ? FamousSerial : index == DanglingEvent ? DanglingSerial : 40_000 + index;

    private static int VenueSerial(int index) => 1448 + index;

    private int SpeakerSerial(int time, int index) => (time, index) switch
    {
        // The last of all is the one that the book looks at.
        var (last, end) when last == _times - 1 && end == Speakers - 1 => LastSpeaker,
        (0, 3) => FamousSpeakers[0],
        (0, 5) => FamousSpeakers[1],
        (0, _) => 50_000 + index,
        _ => 1_000_000 + (time * 1000) + index,
    };
}

using System.Text.Json;
using Actors.Gateway.Tests.AsyncApi.Frames;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clients;

/// <summary>
/// What a client sent and received, as it printed it: a JSON object for each line. Every frame is held against the AsyncAPI
/// document. A copy is left in <c>artifacts/clients-NAME.jsonl</c>.
/// </summary>
internal sealed class Transcript
{
    private FrameLog _frames = new();

    private Transcript(IReadOnlyList<JsonElement> lines) => Lines = lines;

    public IReadOnlyList<JsonElement> Lines { get; }

    /// <summary>The harvest, from frames or from a stream.</summary>
    public HarvestView Harvest { get; } = new();

    /// <summary>Of frames: how many connections there were.</summary>
    public int Connections { get; private set; }

    /// <summary>Frames and stream events that are as described.</summary>
    public int Valid { get; private set; }

    /// <summary>Frames of the client that the document does not allow.</summary>
    public int Wrong { get; private set; }

    public List<string> Snapshots { get; } = [];

    public List<string> Errors { get; } = [];

    public List<JsonElement> Rows { get; } = [];

    /// <summary>Close codes, as the client saw them.</summary>
    public List<int> Closes { get; } = [];

    public static Transcript Read(string name, IEnumerable<string> lines)
    {
        string[] kept = [.. lines.Where(line => line.Length > 0)];
        File.WriteAllLines(Artifacts.Path($"clients-{name}.jsonl"), kept);
        var transcript = new Transcript([.. kept.Select(line => JsonElement.Parse(line))]);
        foreach (var line in transcript.Lines)
            transcript.Take(line);
        return transcript;
    }

    /// <summary>What the lines have under that name.</summary>
    public IEnumerable<JsonElement> All(string name) =>
        Lines.Where(line => line.TryGetProperty(name, out _)).Select(line => line.GetProperty(name));

    private void Take(JsonElement line)
    {
        if (line.TryGetProperty("open", out _))
        {
            Connections++;
            _frames = new FrameLog();
        }
        else if (line.TryGetProperty("to", out var sent))
        {
            var text = sent.GetString()!;
            _frames.AnyFromClient(text);
            if (AsyncApiDescription.Check(FrameSource.Client, text) is not (not null, null))
                Wrong++;
        }
        else if (line.TryGetProperty("from", out var received))
        {
            _frames.FromServer(received.GetString()!);
            Valid++;
            TakeFrame(JsonElement.Parse(received.GetString()!));
        }
        else if (line.TryGetProperty("stream", out var data))
        {
            FrameLog.OfStream(data.GetString()!);
            Valid++;
            Harvest.Event(JsonElement.Parse(data.GetString()!));
        }
        else if (line.TryGetProperty("gone", out var code))
        {
            Closes.Add(code.GetInt32());
        }
    }

    private void TakeFrame(JsonElement frame)
    {
        switch (frame.GetProperty("type").GetString())
        {
            case "snapshot" or "event" when !frame.GetProperty("topic").GetString()!.StartsWith("harvest/", StringComparison.Ordinal):
                break;
            case "snapshot":
                Snapshots.Add(frame.GetProperty("id").GetString()!);
                Harvest.Snapshot(frame);
                break;
            case "event":
                Harvest.Event(frame);
                break;
            case "reset":
                Assert.Fail($"Every place of these clients can be continued: {frame}");
                break;
            case "rows":
                Rows.AddRange(frame.GetProperty("items").EnumerateArray());
                break;
            case "error":
                Errors.Add(frame.GetProperty("code").GetString()!);
                break;
        }
    }
}

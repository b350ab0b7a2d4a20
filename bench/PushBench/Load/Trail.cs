using System.Text;

namespace Actors.PushBench.Load;

/// <summary>What one client has of one topic. Checks that every number comes once and in order.</summary>
internal sealed class Trail(string topic)
{
    private readonly byte[] _topic = Encoding.UTF8.GetBytes($"\"topic\":\"{topic}\"");
    private HashCode _content;

    public string Topic => topic;

    /// <summary>Null until the first snapshot or event.</summary>
    public string? Epoch { get; private set; }

    /// <summary>Number of the last event.</summary>
    public long Last { get; private set; }

    public bool IsKnown { get; private set; }

    public bool IsComplete { get; private set; }

    public long Numbered { get; private set; }

    public long Progress { get; private set; }

    /// <summary>Number of the first event in <see cref="Arrivals"/>.</summary>
    public long First { get; private set; }

    /// <summary>Timestamps of the numbered events, one after the other.</summary>
    public List<long> Arrivals { get; } = [];

    /// <summary>Of all numbered events, in order.</summary>
    public int Content => _content.ToHashCode();

    public bool IsOf(ReadOnlySpan<byte> json) => json.IndexOf(_topic) >= 0;

    /// <summary>The place from which events go on.</summary>
    public void Continue(string epoch, long seq) => (Epoch, Last, IsKnown) = (epoch, seq, true);

    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Take(ReadOnlySpan<byte> json, long at)
    {
        if (EventText.Seq(json) is not { } seq) return "an event without seq";
        var kind = EventText.Kind(json);
        if (kind.SequenceEqual("progress"u8))
        {
            Progress++;
            return IsKnown && seq > Last ? $"progress includes {seq} after {Last}" : null;
        }

        var fault = IsKnown && seq != Last + 1 ? $"{seq} after {Last}" : null;
        if (!IsKnown) Continue(Encoding.UTF8.GetString(EventText.Epoch(json)), seq);
        if (Numbered++ == 0) First = seq;
        Last = seq;
        Arrivals.Add(at);
        _content.AddBytes(json);
        IsComplete |= kind.SequenceEqual("completed"u8);
        return fault;
    }
}

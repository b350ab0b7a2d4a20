using System.Net.WebSockets;
using System.Text.Json;

namespace Actors.System.Tests.Harvests;

/// <summary>
/// One client of one harvest over as many connections as it takes. It resumes from the last (epoch, seq) that it saw and
/// fails at the first frame that breaks a promise: a gap, a repeat, another epoch, a reset.
/// </summary>
internal sealed class Witness(string harvest, string epoch)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _outcomes = [];
    private readonly List<(long Seq, TaskCompletionSource Reached)> _waiting = [];
    private readonly List<string> _failures = [];

    /// <summary>The last numbered event seen.</summary>
    public long Seq { get; private set; }

    /// <summary>The last event of all; null while the harvest goes on.</summary>
    public JsonElement? Completed { get; private set; }

    /// <summary>State by code, of every country that was announced as final.</summary>
    public IReadOnlyDictionary<string, string> Outcomes
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, string>(_outcomes);
        }
    }

    /// <summary>
    /// Watches over one connection until the end, or until the connection is lost. Once the end was seen, there is nothing left
    /// to be told.
    /// </summary>
    public async Task Watch(Uri gateway)
    {
        try
        {
            using var socket = await EventSocket.Open(gateway);
            await socket.Subscribe(harvest, epoch, Seq);
            while (await socket.Receive() is { } frame && !IsDone(frame))
                Take(frame);
        }
        catch (WebSocketException)
        {
            // What a killed server looks like.
        }
    }

    /// <summary>Watches to the end over connections that hold.</summary>
    public async Task WatchToTheEnd(Uri gateway)
    {
        await Watch(gateway);
        Assert.True(Completed is not null, $"The connection was lost after event {Seq}.");
    }

    /// <summary>The countries that failed, as they were announced.</summary>
    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_gate)
                return [.. _failures];
        }
    }

    /// <summary>Ends when that event has been seen.</summary>
    public Task Reached(long seq)
    {
        lock (_gate)
        {
            if (Seq >= seq)
                return Task.CompletedTask;
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((seq, source));
            return source.Task;
        }
    }

    private bool IsDone(JsonElement frame)
    {
        if (frame.GetProperty("type").GetString() != "done")
            return false;
        Assert.True(Completed is not null, $"The subscription was done at event {Seq}, before the end.");
        return true;
    }

    private void Take(JsonElement frame)
    {
        // Not error, not reset, and no snapshot either: every `from` of this client can be continued.
        if (frame.GetProperty("type").GetString() is not "event")
            throw new InvalidOperationException($"Only events were expected after event {Seq}, not {Cut(frame)}");
        Assert.Equal($"harvest/{harvest}", frame.GetProperty("topic").GetString());
        Assert.Equal(epoch, frame.GetProperty("epoch").GetString());
        var seq = frame.GetProperty("seq").GetInt64();
        lock (_gate)
        {
            if (frame.GetProperty("kind").GetString() == "progress")
            {
                Assert.Equal(Seq, seq);
                return;
            }

            Assert.Null(Completed);
            Assert.Equal(Seq + 1, seq);
            Seq = seq;
            TakeNumbered(frame);
            foreach (var (wanted, reached) in _waiting)
            {
                if (seq >= wanted)
                    reached.TrySetResult();
            }
        }
    }

    private void TakeNumbered(JsonElement frame)
    {
        if (frame.GetProperty("kind").GetString() == "completed")
        {
            Completed = frame;
            return;
        }

        var country = frame.GetProperty("country");
        var code = country.GetProperty("code").GetString()!;
        var state = country.GetProperty("state").GetString()!;
        Assert.True(_outcomes.TryAdd(code, state), $"{code} came twice, again as event {Seq}.");
        if (state == "failed")
            _failures.Add(country.ToString());
    }

    private static string Cut(JsonElement frame) => frame.ToString() is { Length: > 500 } text ? text[..500] : frame.ToString();
}

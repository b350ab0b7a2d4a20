using System.Collections.Concurrent;
using System.Text.Json;

namespace Actors.Gateway.Tests.AsyncApi.Frames;

/// <summary>
/// The frames of one connection, each held against the AsyncAPI document. The test fails at the first that is not as
/// described, that answers what it may not answer, or that is refused as ill-formed although the document allows it.
/// </summary>
/// <param name="counts">Whether they count for the report of this run.</param>
internal sealed class FrameLog(bool counts = true)
{
    private readonly ConcurrentDictionary<string, byte> _seen = [];
    private readonly ConcurrentDictionary<(string Id, string Reply), byte> _answers = [];
    private volatile bool _hasBad;

    /// <summary>Messages of the document that came by, of either side.</summary>
    public IEnumerable<string> Seen => _seen.Keys;

    /// <summary>An event from a stream or from the JSON list of events.</summary>
    /// <returns>The message's name.</returns>
    public static string OfStream(string text) => new FrameLog().Valid(FrameSource.Stream, text);

    /// <summary>A frame from the client, as described.</summary>
    public void FromClient(string text)
    {
        var message = Valid(FrameSource.Client, text);
        _seen.TryAdd(message, 0);
        if (IdOf(text) is not { } id)
            return;
        foreach (var reply in AsyncApiDescription.Replies[message])
            _answers.TryAdd((id, reply), 0);
    }

    /// <summary>A frame from the client that is wrong on purpose: the document must not allow it.</summary>
    public void BadFromClient(string text)
    {
        _hasBad = true;
        Bad(FrameSource.Client, text);
    }

    /// <summary>A frame from the client of a test that is about the answer: counted as what the document takes it for.</summary>
    public void AnyFromClient(string text)
    {
        if (AsyncApiDescription.Check(FrameSource.Client, text) is (not null, null))
            FromClient(text);
        else
            BadFromClient(text);
    }

    /// <summary>Something from the client that is no text, or only a part of one: not for the document to judge.</summary>
    public void Skip()
    {
        _hasBad = true;
        FrameCounts.Skip();
    }

    /// <summary>A frame from the server.</summary>
    public void FromServer(string text)
    {
        var message = Valid(FrameSource.Server, text);
        _seen.TryAdd(message, 0);
        // What was wrong on purpose may be refused under any id, and for any reason.
        if (_hasBad)
            return;
        if (IdOf(text) is { } id && !_answers.ContainsKey((id, message)))
            Assert.Fail($"The document knows no request of id '{id}' on this connection that may be answered so:\n{Cut(text)}");
        if (message == "error" && JsonElement.Parse(text).GetProperty("code").GetString() is { } code && IsAboutForm(code))
            Assert.Fail($"The document allows what the server refuses:\n{Cut(text)}");
    }

    /// <summary>A frame from a server that speaks a later version, or nonsense: the document must not allow it.</summary>
    public void BadFromServer(string text) => Bad(FrameSource.Server, text);

    private static bool IsAboutForm(string code) =>
        code is "bad_frame" or "unknown_member" or "duplicate_member"
        || (code.StartsWith("invalid_", StringComparison.Ordinal) && code != "invalid_key");

    private string Valid(FrameSource source, string text)
    {
        var (message, fault) = AsyncApiDescription.Check(source, text);
        if (message is null || fault is not null)
            Assert.Fail($"Not as /asyncapi/v1.json describes {message ?? "any message"} from {source} "
                + $"(frames that are wrong on purpose go through SendBad): {fault}\n{Cut(text)}");
        if (counts)
            FrameCounts.Count(source, message);
        return message;
    }

    private void Bad(FrameSource source, string text)
    {
        var (message, fault) = AsyncApiDescription.Check(source, text);
        if (message is not null && fault is null)
            Assert.Fail($"/asyncapi/v1.json allows this {message} from {source}, which was to be wrong:\n{Cut(text)}");
        if (counts)
            FrameCounts.Bad(source);
    }

    private static string? IdOf(string text) =>
        JsonElement.Parse(text).TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    private static string Cut(string text) => text.Length <= 2000 ? text : $"{text[..2000]}…";
}

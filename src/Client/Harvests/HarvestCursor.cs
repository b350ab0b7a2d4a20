using System.Text.Json;
using Actors.Client.Sockets;

namespace Actors.Client.Harvests;

/// <summary>
/// Turns frames of one harvest into events: drops what was seen, notices what is missing, remembers where to resume.
/// Knows nothing of connections.
/// </summary>
internal sealed class HarvestCursor(ResumePoint? from, bool latestOnly)
{
    private string? _resetReason;
    private HarvestEvent.Progress? _lastProgress;

    /// <summary>Where to resume; null = with a snapshot.</summary>
    public ResumePoint? Position { get; private set; } = from;

    /// <summary>The next snapshot is wanted instead of a continuation.</summary>
    public void Forget() => Position = null;

    public void Reset(string? reason) => _resetReason = reason ?? "reset";

    /// <exception cref="SocketLostException">The snapshot makes no sense.</exception>
    public HarvestEvent.Snapshot Snapshot(ServerFrame frame)
    {
        if (frame.Epoch is null || frame.State is not { ValueKind: JsonValueKind.Object } state
            || state.Deserialize(ClientJson.Default.Harvest) is not { } harvest)
        {
            throw Unreadable("A snapshot without epoch or state.");
        }

        var snapshot = new HarvestEvent.Snapshot(frame.Epoch, frame.Seq, harvest, _resetReason);
        (_resetReason, _lastProgress) = (null, null);
        Position = new ResumePoint(frame.Epoch, frame.Seq);
        return snapshot;
    }

    /// <returns>The event; null if it was seen already or is of a kind that this client does not know.</returns>
    /// <exception cref="SocketLostException">Events are missing before this one: resume.</exception>
    public HarvestEvent? Event(ServerFrame frame)
    {
        if (frame.Epoch is not { } epoch)
            throw Unreadable("An event without epoch.");
        return frame.Kind == "progress" ? Progress(frame, epoch) : Numbered(frame, epoch);
    }

    private static SocketLostException Unreadable(string message) => new(1007, message);

    private HarvestEvent.Progress? Progress(ServerFrame frame, string epoch)
    {
        if (Position is not { } position || position.Epoch != epoch || frame.Seq < position.Seq)
            return null;
        var progress = new HarvestEvent.Progress(
            epoch, frame.Seq, frame.Pending, frame.Ok, frame.NotFound, frame.Failed, frame.Cancelled, frame.InFlight, frame.EtaMs);
        if (progress == _lastProgress)
            return null;
        return _lastProgress = progress;
    }

    private HarvestEvent? Numbered(ServerFrame frame, string epoch)
    {
        if (Position is { } position)
        {
            if (position.Epoch == epoch && frame.Seq <= position.Seq)
                return null;
            var follows = position.Epoch == epoch && (latestOnly || frame.Seq == position.Seq + 1);
            if (!follows)
                throw new SocketLostException(CloseRules.Aborted, $"Event {frame.Seq} came after {position.Seq}.");
        }
        else
        {
            throw new SocketLostException(CloseRules.Aborted, "An event came before the snapshot.");
        }

        Position = new ResumePoint(epoch, frame.Seq);
        return frame.Kind switch
        {
            "country" => new HarvestEvent.Country(epoch, frame.Seq, frame.Country ?? throw Unreadable("A country event without country.")),
            "state" => new HarvestEvent.State(epoch, frame.Seq, Text(frame.State)),
            "completed" => new HarvestEvent.Completed(
                epoch, frame.Seq, Text(frame.State), frame.Ok, frame.NotFound, frame.Failed, frame.Cancelled),
            // A newer server's kind takes its number all the same.
            _ => null,
        };
    }

    private static string Text(JsonElement? state) =>
        state is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unreadable("An event without state.");
}

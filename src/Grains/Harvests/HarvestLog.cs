using System.Collections.Immutable;
using Orleans.Storage;

namespace Actors.Grains.Harvests;

/// <summary>
/// A harvest's events as append-only segments (records <c>outcomes-0</c>, <c>outcomes-1</c>, ...). A segment is created,
/// never changed: a second activation that tries to write the same one fails, and so learns that it is not alone.
/// </summary>
internal sealed class HarvestLog(IGrainStorage storage, GrainId harvest)
{
    private const int AtOnce = 16;
    private readonly List<HarvestEvent> _events = [];
    private int _segments;

    /// <summary>All stored events; the one numbered n stands at n - 1.</summary>
    public IReadOnlyList<HarvestEvent> Events => _events;

    public long LastSeq => _events.Count;

    public HarvestEvent.Completed? End => _events.Count > 0 ? _events[^1] as HarvestEvent.Completed : null;

    /// <summary>Where the harvest stands, by the last event that says so.</summary>
    public HarvestState State { get; private set; } = HarvestState.Running;

    /// <summary>Events after a number, from 0.</summary>
    public ImmutableArray<HarvestEvent> After(long seq) => [.. _events.Skip((int)Math.Min(Math.Max(seq, 0), _events.Count))];

    /// <summary>Reads what is stored. False if segments do not continue each other: then the log holds what came before the hole.</summary>
    public async Task<bool> Load()
    {
        while (true)
        {
            var batch = await Task.WhenAll(Enumerable.Range(_segments, AtOnce).Select(Read));
            foreach (var segment in batch)
            {
                if (segment is null)
                {
                    return true;
                }

                if (segment.Events is not [{ Seq: var first }, ..] || first != LastSeq + 1)
                {
                    return false;
                }

                Add(segment.Events);
            }
        }
    }

    /// <summary>Stores events that continue the log. If this throws, nothing was appended.</summary>
    public async Task Append(ImmutableArray<HarvestEvent> events)
    {
        var state = new GrainState<HarvestSegment>(new HarvestSegment { Events = events });
        await storage.WriteStateAsync(Name(_segments), harvest, state);
        Add(events);
    }

    /// <summary>Removes every segment, the last first: what is left after a crash is still a log.</summary>
    public async Task Clear()
    {
        for (; _segments > 0; _segments--)
        {
            var state = new GrainState<HarvestSegment>(new HarvestSegment());
            await storage.ReadStateAsync(Name(_segments - 1), harvest, state);
            await storage.ClearStateAsync(Name(_segments - 1), harvest, state);
        }

        _events.Clear();
    }

    private void Add(ImmutableArray<HarvestEvent> segment)
    {
        _segments++;
        _events.AddRange(segment);
        foreach (var stored in segment)
        {
            State = stored switch
            {
                HarvestEvent.State { Now: var now } => now,
                HarvestEvent.Completed { Ending: var ending } => ending,
                _ => State,
            };
        }
    }

    private async Task<HarvestSegment?> Read(int number)
    {
        var state = new GrainState<HarvestSegment>(new HarvestSegment());
        await storage.ReadStateAsync(Name(number), harvest, state);
        return state.RecordExists ? state.State : null;
    }

    private static string Name(int number) => $"outcomes-{number}";
}

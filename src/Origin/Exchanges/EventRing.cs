namespace Actors.Origin.Exchanges;

/// <summary>The newest ended exchanges. Full: the oldest gives way and is counted.</summary>
internal sealed class EventRing(int capacity)
{
    private readonly Queue<ExchangeEvent> _events = [];

    public long Dropped { get; private set; }

    public void Add(in ExchangeEvent ended)
    {
        if (_events.Count == capacity)
        {
            _events.Dequeue();
            Dropped++;
        }

        _events.Enqueue(ended);
    }

    public ExchangeEvent[] Copy() => [.. _events];
}

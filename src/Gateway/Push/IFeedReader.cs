namespace Actors.Gateway.Push;

/// <summary>Whoever follows a feed. Being woken must be cheap and must never wait: one call per reader and change.</summary>
internal interface IFeedReader
{
    void Wake();
}

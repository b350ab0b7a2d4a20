namespace Actors.Gateway.Sockets;

/// <summary>
/// What a client began under an id and has not ended: it gives the pump its frames one at a time, when the socket is free.
/// Disposed of when it ends, for whatever reason; it gives no frame after that.
/// </summary>
internal interface ILiveRequest : IDisposable
{
    string Id { get; }

    /// <summary>The next frame; null if there is none now. For the pump only.</summary>
    byte[]? Next();
}

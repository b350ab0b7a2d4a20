namespace Actors.Gateway.Sockets;

/// <summary>A live request that goes on until its topic ends; one for each topic and connection.</summary>
internal interface ISubscription : ILiveRequest
{
    string Topic { get; }

    Opening Opening { get; }

    /// <summary>Loads what it begins with.</summary>
    Task Open(CancellationToken cancellationToken);
}

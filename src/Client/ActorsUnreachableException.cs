namespace Actors.Client;

/// <summary>Nobody answers at the gateway's address, not in time, or not as a gateway does.</summary>
public sealed class ActorsUnreachableException(Uri gateway, string reason, Exception? inner = null)
    : Exception($"No node answers at {gateway}: {reason}", inner)
{
    /// <summary>The address that was tried.</summary>
    public Uri Gateway { get; } = gateway;
}

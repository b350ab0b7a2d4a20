namespace Actors.Silo;

/// <summary>No cluster can be joined at <c>Cluster:Redis</c>.</summary>
/// <param name="isOurFault">True if waiting would not help: the configuration, or the server's version, must change.</param>
public sealed class RedisUnusableException(string message, bool isOurFault) : Exception(message)
{
    public bool IsOurFault => isOurFault;
}

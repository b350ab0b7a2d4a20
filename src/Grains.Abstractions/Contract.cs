namespace Actors.Grains;

/// <summary>What processes of one cluster must have in common.</summary>
public static class Contract
{
    /// <summary>
    /// Raised when a process of the release before could not work beside one of this: an interface, alias or id that was taken away or
    /// changed its meaning (<c>tests/Grains.Tests/Approved/contracts.txt</c> shows every change). Additions do not raise it.
    /// </summary>
    public const int Version = 1;
}

namespace Actors.Grains.Chars;

/// <summary>The keys of <see cref="ICharIndexGrain"/>.</summary>
public static class CharLanes
{
    /// <summary>Enough for even shares among a dozen silos.</summary>
    public const int Count = 32;
}

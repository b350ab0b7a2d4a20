using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>The grains of the char index in turn, so that every silo gets its share.</summary>
internal sealed class CharLaneTurn(IGrainFactory grains)
{
    private readonly ICharIndexGrain?[] _lanes = new ICharIndexGrain?[CharLanes.Count];
    private int _turn;

    public ICharIndexGrain Next()
    {
        var lane = (int)((uint)Interlocked.Increment(ref _turn) % CharLanes.Count);
        return _lanes[lane] ??= grains.GetGrain<ICharIndexGrain>(lane);
    }
}

using Actors.Grains.Chars;

namespace Actors.Grains.Tests.Chars;

internal static class CharIndexGrainExtensions
{
    /// <summary>One request in a call of its own.</summary>
    public static async Task<CharPage> Find(this ICharIndexGrain chars, CharRequest request)
    {
        var outcome = Assert.Single(await chars.Find([request]));
        return outcome.Page ?? throw outcome.Refusal!;
    }
}

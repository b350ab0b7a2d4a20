using System.Text.Json;

namespace Actors.FrozenJson;

/// <summary>What a number of JSON, which has no types, is in .NET.</summary>
internal static class Numbers
{
    /// <summary><see cref="long"/> if it is whole and fits, else <see cref="decimal"/> if that says the same, else <see cref="double"/>.</summary>
    public static object Read(JsonElement number)
    {
        if (number.TryGetInt64(out var whole))
            return whole;
        var approximate = number.GetDouble();
        // A decimal rounds what has too many digits, and flattens what is too small to zero.
        return number.TryGetDecimal(out var exact) && ((double)exact).Equals(approximate) ? exact : approximate;
    }
}

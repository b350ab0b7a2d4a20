using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>Full, unconditional upper-casing (Unicode Standard, section 3.13): SpecialCasing over the simple mapping.</summary>
internal sealed class PackedCasing
{
    private const int Longest = 3;

    private readonly SortedDictionary<int, int[]> _upper = [];

    public PackedCasing(ModuleFile modules)
    {
        foreach (var pair in modules.Json("Simple_Case_Mapping/Uppercase/code-points.mjs").EnumerateArray())
            _upper[pair[0].GetInt32()] = [pair[1].GetInt32()];
        foreach (var pair in modules.Json("Special_Casing/Uppercase/code-points.mjs").EnumerateArray())
            _upper[pair[0].GetInt32()] = [.. pair[1].EnumerateArray().Select(codePoint => codePoint.GetInt32())];
    }

    public string Upper(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        _upper.TryGetValue(rune.Value, out var upper) ? string.Concat(upper.Select(char.ConvertFromUtf32)) : rune.ToString()));

    public void Write(PackWriter pack)
    {
        pack.Numbers(PackSection.UpperKeys, _upper.Keys);
        pack.Numbers(PackSection.UpperValues, _upper.Values.SelectMany(upper => upper.Concat(Enumerable.Repeat(0, Longest - upper.Length))));
    }
}

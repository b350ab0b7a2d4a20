using Actors.Unicode.Packed;

namespace Actors.Unicode.Characters;

/// <summary>Sets of characters by property and value: <c>gc</c>, <c>age</c>, <c>is</c> (binary properties), <c>sc</c>, <c>scx</c>.</summary>
internal sealed class PropertySets
{
    private readonly PackedSpan<int> _offsets;
    private readonly PackedSpan<int> _bounds;
    private readonly Dictionary<string, (string Value, int Set)[]> _byProperty;

    public PropertySets(Pack pack)
    {
        _offsets = pack.Numbers<int>(PackSection.SetOffsets);
        _bounds = pack.Numbers<int>(PackSection.SetRuns);
        var names = pack.Texts(PackSection.SetNames);
        _byProperty = Enumerable.Range(0, names.Count).Select(set => (Parts: names.Text(set).Split('='), Set: set))
            .GroupBy(named => named.Parts[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(named => (named.Parts[1], named.Set)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The values of a property, in the order of the data.</summary>
    public IEnumerable<(string Value, DocumentRuns Documents)> Of(string property) =>
        _byProperty[property].Select(named => (named.Value, Runs(named.Set)));

    /// <summary>By exact name; null if there is none.</summary>
    public DocumentRuns? Find(string property, string value) =>
        Array.Find(_byProperty[property], named => named.Value == value) is { Value: not null } found ? Runs(found.Set) : null;

    private DocumentRuns Runs(int set) => new(_bounds.Slice(_offsets[set], _offsets[set + 1] - _offsets[set]));
}

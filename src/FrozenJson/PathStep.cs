namespace Actors.FrozenJson;

/// <summary>One step down into a document: a member's name, or else an item's index.</summary>
/// <param name="Name">Null = an index.</param>
/// <param name="Index">Only without a name; negative = from the end.</param>
public readonly record struct PathStep(string? Name, int Index)
{
    public static PathStep To(string name) => new(name, Index: -1);

    public static PathStep To(int index) => new(Name: null, index);
}

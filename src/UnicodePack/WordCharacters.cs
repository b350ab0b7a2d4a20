namespace Actors.UnicodePack;

/// <summary>What words consist of, as Python's <c>\w</c>: letters, numbers of every kind, and the underscore.</summary>
internal sealed class WordCharacters
{
    private readonly List<(int First, int Last)> _ranges;

    public WordCharacters(ModuleFile modules) =>
        _ranges = [.. modules.Runs("General_Category/index.mjs")
            .Where(run => run.Value.EndsWith("_Letter", StringComparison.Ordinal) || run.Value.EndsWith("_Number", StringComparison.Ordinal))
            .Select(run => (run.First, run.Last))];

    public bool Contains(int codePoint) =>
        codePoint == '_' || _ranges.BinarySearch((codePoint, codePoint), Comparer<(int First, int Last)>.Create(
            (range, wanted) => range.Last < wanted.First ? -1 : range.First > wanted.Last ? 1 : 0)) >= 0;
}

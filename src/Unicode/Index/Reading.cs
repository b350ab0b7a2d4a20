namespace Actors.Unicode.Index;

/// <summary>How far the words of a query reach; each step finds at least what the one before finds.</summary>
/// <param name="Aliases">Words of aliases count too.</param>
/// <param name="Keywords">Words of keywords count too.</param>
/// <param name="Prefixes">Prefixes count: words with a <c>*</c>, and in smart mode the last word. Else only whole words.</param>
/// <param name="LastIsPrefix">The last word is a prefix too.</param>
internal readonly record struct Reading(bool Aliases, bool Keywords, bool Prefixes, bool LastIsPrefix)
{
    /// <summary>Names only, prefixes as written.</summary>
    public static Reading Names { get; } = new(false, false, true, false);
}

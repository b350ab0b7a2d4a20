namespace Actors.Unicode;

/// <summary>The modes as queries and answers spell them.</summary>
public static class CharModeNames
{
    /// <param name="name"><c>seed</c>, <c>words</c> or <c>smart</c>; null = <c>words</c>.</param>
    /// <exception cref="QueryException">It is none of them (<c>unknown_mode</c>).</exception>
    public static CharMode Parse(string? name) => name switch
    {
        null or "words" => CharMode.Words,
        "seed" => CharMode.Seed,
        "smart" => CharMode.Smart,
        _ => throw new QueryException("unknown_mode", "mode", "The mode must be seed, words or smart."),
    };

    public static string Name(this CharMode mode) => mode switch
    {
        CharMode.Seed => "seed",
        CharMode.Words => "words",
        _ => "smart",
    };
}

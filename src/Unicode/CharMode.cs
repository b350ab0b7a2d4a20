namespace Actors.Unicode;

/// <summary>How a query is read.</summary>
public enum CharMode
{
    /// <summary>As the book's program does: whole words, all of them, no grammar; the hex digits of CJK names are no words.</summary>
    Seed,

    /// <summary>Whole words of full names, and the grammar of docs/queries.md.</summary>
    Words,

    /// <summary>The same grammar for who types: the last word is also a prefix, aliases and keywords count, typing errors are corrected.</summary>
    Smart,
}

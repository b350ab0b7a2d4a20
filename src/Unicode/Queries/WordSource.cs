namespace Actors.Unicode.Queries;

/// <summary>Where a word is looked for.</summary>
internal enum WordSource
{
    /// <summary><c>name:</c></summary>
    Name,

    /// <summary><c>alias:</c></summary>
    Alias,

    /// <summary><c>kw:</c> in all languages, <c>kw.pt:</c> in one.</summary>
    Keyword,
}

namespace Actors.Unicode.Packed;

/// <summary>
/// The parts of the packed data. All numbers are little-endian 32-bit unless said. A <em>text table</em> is a count n,
/// n + 1 byte offsets, and the bytes. A <em>word table</em> is four sections: the sorted words (text table), the
/// offsets of their postings (one more than words), the postings (sorted document numbers), and the <see cref="WordSlots"/>.
/// </summary>
internal enum PackSection
{
    /// <summary>Text table: Unicode version, data version.</summary>
    Version,

    /// <summary><see cref="DocumentRun"/>s: consecutive code points with consecutive document numbers, by code point.</summary>
    Runs,

    /// <summary>Text table: the names that follow no rule, by code point.</summary>
    Names,

    /// <summary>Of each such name: its words (8 bits), and the number of its first word in the vocabulary (24 bits).</summary>
    NameWords,

    /// <summary>16 bits per document: which tail its row has.</summary>
    TailOfDocument,

    /// <summary>Text table: the end of a JSON row, from the quote after the name: block, category, age.</summary>
    Tails,

    /// <summary>Of each tail: block (16 bits), category (8), age (8), as numbers in their tables.</summary>
    TailValues,

    /// <summary>First and last code point of each block.</summary>
    BlockRanges,

    /// <summary>Text table of their names.</summary>
    BlockNames,

    /// <summary>Text table: short and long name of each general category, in turn.</summary>
    Categories,

    /// <summary>Text table: the versions, oldest first.</summary>
    Ages,

    /// <summary>Text table: property and value, <c>gc=Lu</c>, <c>sc=Latin</c>, <c>scx=Latin</c>, <c>is=Emoji</c>; sorted by property.</summary>
    SetNames,

    /// <summary>Where the runs of each set begin, one more than sets.</summary>
    SetOffsets,

    /// <summary>First document of a run, and the one after its last, in turn.</summary>
    SetRuns,

    /// <summary>Text table: script codes and names, in turn.</summary>
    ScriptCodes,

    /// <summary>Word table of <see cref="Names"/>.</summary>
    NameVocabulary,
    NamePostingOffsets,
    NamePostings,
    NameSlots,

    /// <summary>16 bits each: the Hangul syllables, sorted by the last word of their names.</summary>
    HangulOrder,

    /// <summary>Document (24 bits) and kind (8 bits) of each alias, by document.</summary>
    AliasDocuments,

    /// <summary>Text table: the aliases.</summary>
    AliasTexts,

    /// <summary>Word table of the aliases.</summary>
    AliasVocabulary,
    AliasPostingOffsets,
    AliasPostings,
    AliasSlots,

    /// <summary>Documents that have keywords.</summary>
    KeywordDocuments,

    /// <summary>Text table: the languages.</summary>
    Languages,

    /// <summary>Code points, ascending, that have a full upper case.</summary>
    UpperKeys,

    /// <summary>Three of each; what is missing is 0.</summary>
    UpperValues,

    /// <summary>Text table: code and name of each country, in turn.</summary>
    Countries,

    /// <summary>
    /// The first of five sections per language, in the order of <see cref="Languages"/>: a text table with the keywords of
    /// each of <see cref="KeywordDocuments"/> as JSON strings with commas, then a word table.
    /// </summary>
    Keywords,
}

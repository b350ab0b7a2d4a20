using System.Runtime.InteropServices;

namespace Actors.Unicode.Index;

/// <summary>One word of a query: what has it, and how many.</summary>
/// <param name="Hits">The documents of a whole word.</param>
/// <param name="Count">How many documents.</param>
/// <param name="Set">Number of a scratch set with the documents of a prefix; -1 for a whole word.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Term(WordHits Hits, int Count, int Set = -1);

using System.Runtime.InteropServices;

namespace Actors.Unicode.Index;

/// <summary>
/// The documents that have a word: those of a vocabulary, and at most one that has it by rule (a Hangul syllable or hex digits)
/// and one that a code point names.
/// </summary>
/// <param name="Number">The word in the vocabulary; -1 if it is not there.</param>
/// <param name="ByRule">A document whose name is made by rule; -1 if there is none.</param>
/// <param name="ByCode">The document of the code point that the word is the hex digits of; -1 if there is none or it does not count.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordHits(int Number, int ByRule = -1, int ByCode = -1);

using System.Runtime.InteropServices;

namespace Actors.Unicode.Packed;

/// <summary>
/// Consecutive characters. A character's document number is its rank among the characters that have a name, or are one of
/// the 65 controls, in code point order.
/// </summary>
/// <param name="CodePoint">The first one.</param>
/// <param name="Document">Its document number.</param>
/// <param name="Rule">How their names are made.</param>
/// <param name="Name">Number of the first one's name in <see cref="PackSection.Names"/>, if they have names of their own.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct DocumentRun(int CodePoint, int Document, NameRule Rule, int Name);

using System.Runtime.InteropServices;

namespace Actors.Unicode.Queries;

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first UTF-16 unit.</param>
/// <param name="End">The unit after its last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueryToken(QueryTokenKind Kind, int Start, int End);

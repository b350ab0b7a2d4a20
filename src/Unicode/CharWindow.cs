namespace Actors.Unicode;

/// <summary>Which of the results are wanted: those after a cursor, or those from a position on.</summary>
/// <param name="Limit">Most rows, at least 1.</param>
/// <param name="After">The cursor of an earlier page; excludes the other two.</param>
/// <param name="Start">Position of the first row, from 0; null = 0.</param>
/// <param name="Stop">Position after the last row; null = the end. With it there is no next page, whatever the limit.</param>
public readonly record struct CharWindow(int Limit, string? After = null, int? Start = null, int? Stop = null);

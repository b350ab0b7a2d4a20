namespace Actors.Unicode;

/// <summary>What to look for.</summary>
/// <param name="Text">The query as it was written.</param>
/// <param name="Mode">How it is read.</param>
/// <param name="Sort">Order; null = the mode's own: relevance in <see cref="CharMode.Smart"/>, else code point.</param>
/// <param name="Unicode">As if only this version's characters existed, <c>14.0</c> or <c>14</c>; null = all.</param>
public sealed record CharQuery(string Text, CharMode Mode = CharMode.Words, CharSort? Sort = null, string? Unicode = null);

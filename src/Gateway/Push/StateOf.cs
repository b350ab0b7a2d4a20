namespace Actors.Gateway.Push;

/// <summary>How one thing stands.</summary>
/// <param name="Kind">Of the events about it.</param>
/// <param name="Key">Tells it from others of its kind.</param>
/// <param name="Body">All of it, as JSON in UTF-8.</param>
/// <param name="Gone">What it is said to be once nobody names it any more; null = it is dropped without a word.</param>
internal sealed record StateOf(string Kind, string Key, byte[] Body, byte[]? Gone = null);

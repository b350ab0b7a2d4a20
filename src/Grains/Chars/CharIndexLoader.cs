using Actors.Unicode;

namespace Actors.Grains.Chars;

/// <summary>Opens the character data: <see cref="CharIndex.Load"/>, unless a test puts something before it.</summary>
public delegate CharIndex CharIndexLoader();

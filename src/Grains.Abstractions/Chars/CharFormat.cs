namespace Actors.Grains.Chars;

/// <summary>How the rows of a page are written.</summary>
[GenerateSerializer, Alias("actors.chars.format")]
public enum CharFormat
{
    /// <summary>JSON objects with a comma between each two, without brackets around them.</summary>
    Json,

    /// <summary>Lines that end with CR LF: <c>U+XXXX</c> padded to 7 columns, TAB, the character, TAB, the name.</summary>
    Text,
}

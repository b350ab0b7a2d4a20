namespace Actors.Unicode;

/// <summary>How rows are written.</summary>
public enum RowFormat
{
    /// <summary>JSON objects with a comma between each two.</summary>
    Json,

    /// <summary>Lines that end with CR LF: <c>U+XXXX</c> padded to 7 columns, TAB, the character, TAB, the name.</summary>
    Text,
}

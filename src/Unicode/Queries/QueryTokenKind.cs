namespace Actors.Unicode.Queries;

internal enum QueryTokenKind
{
    /// <summary>The text has ended.</summary>
    End,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary><c>)</c></summary>
    Close,

    /// <summary>The word <c>OR</c>, in upper case.</summary>
    Or,

    /// <summary><c>-</c> directly before what it negates.</summary>
    Not,

    /// <summary>Text in quotation marks, with them.</summary>
    Quoted,

    /// <summary>Name and operator of a field; what follows is read by whoever knows the field.</summary>
    Field,

    /// <summary>All else, up to white space, a parenthesis or a quotation mark.</summary>
    Bare,
}

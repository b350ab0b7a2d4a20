namespace Actors.Gateway.Telnet;

/// <summary>What a client sent up to a line feed, or why there is no such line.</summary>
/// <param name="Kind">Whether <paramref name="Text"/> is one.</param>
/// <param name="Text">The line without its line feed; empty if there is none.</param>
internal readonly record struct TelnetLine(TelnetLineKind Kind, string Text = "");

internal enum TelnetLineKind
{
    Text,

    /// <summary>Something in it is no UTF-8, such as what Telnet sends for Ctrl-C (FF F4).</summary>
    NotText,

    TooLong,

    /// <summary>The client sends nothing any more; it may still read.</summary>
    End,
}

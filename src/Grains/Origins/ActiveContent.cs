namespace Actors.Grains.Origins;

/// <summary>What in an SVG could run or fetch something in a viewer that lets it.</summary>
[Flags]
internal enum ActiveContent
{
    None = 0,

    /// <summary>A script element, a <c>javascript:</c> link, or HTML inside.</summary>
    Script = 1,

    /// <summary>An attribute such as <c>onload</c>.</summary>
    EventAttribute = 2,

    /// <summary>A link or style that refers to something outside of the document.</summary>
    ExternalReference = 4,
}

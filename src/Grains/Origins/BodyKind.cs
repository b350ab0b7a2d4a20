namespace Actors.Grains.Origins;

/// <summary>What an exchange is for: it decides what is asked for, and what is taken.</summary>
internal enum BodyKind
{
    Flag,
    Metadata,
    Feed,
}

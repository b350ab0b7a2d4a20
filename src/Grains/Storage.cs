namespace Actors.Grains;

/// <summary>The one grain storage of the system: SQLite or Redis by configuration, binary records either way.</summary>
public static class Storage
{
    /// <summary>The name under which the silo registers it.</summary>
    public const string Name = "actors";
}

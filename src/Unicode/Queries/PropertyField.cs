namespace Actors.Unicode.Queries;

/// <summary>A property that a query can filter by.</summary>
internal enum PropertyField
{
    /// <summary><c>gc:</c></summary>
    Category,

    /// <summary><c>sc:</c></summary>
    Script,

    /// <summary><c>scx:</c></summary>
    ScriptExtensions,

    /// <summary><c>block:</c></summary>
    Block,

    /// <summary><c>age:</c>, the only one with an order.</summary>
    Age,

    /// <summary><c>is:</c>, the binary properties.</summary>
    Is,
}

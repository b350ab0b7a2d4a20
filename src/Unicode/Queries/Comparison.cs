namespace Actors.Unicode.Queries;

/// <summary>How a property relates to the value of a field.</summary>
internal enum Comparison
{
    /// <summary><c>:</c> or <c>=</c></summary>
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

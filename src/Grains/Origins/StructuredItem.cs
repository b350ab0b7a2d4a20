namespace Actors.Grains.Origins;

/// <summary>An item of a structured field whose value is a string or a token, with its parameters (RFC 9651 §3.3).</summary>
/// <param name="Name">The item's value.</param>
/// <param name="Parameters">Values are <see cref="long"/>, <see cref="string"/> (also of tokens), or null for a type nobody reads.</param>
internal sealed record StructuredItem(string Name, IReadOnlyDictionary<string, object?> Parameters)
{
    public long? Integer(string key) => Parameters.GetValueOrDefault(key) as long?;

    public string? Text(string key) => Parameters.GetValueOrDefault(key) as string;
}

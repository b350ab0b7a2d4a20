using System.Text.Json;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars.Page;

/// <summary>One line of the table.</summary>
/// <param name="Character">Null for a surrogate and other code points that are no characters.</param>
internal readonly record struct CharRow(string Code, string? Character, string Name)
{
    /// <summary>Reads the rows of a page back from the JSON that they come in.</summary>
    public static IReadOnlyList<CharRow> From(CharPage page)
    {
        using var rows = JsonDocument.Parse((byte[])[(byte)'[', .. page.Rows, (byte)']']);
        return [.. rows.RootElement.EnumerateArray().Select(From)];
    }

    private static CharRow From(JsonElement row) =>
        new(row.GetProperty("code").GetString()!, row.GetProperty("char").GetString(), row.GetProperty("name").GetString()!);
}

using System.Buffers;

namespace Actors.Unicode.Tests;

/// <summary>The index that all tests share, and its answers in a form that tests can look at.</summary>
internal static class Lookup
{
    private static readonly Lazy<CharIndex> Loaded = new(CharIndex.Load);

    public static CharIndex Index => Loaded.Value;

    /// <summary>All rows as text, unless a window says which.</summary>
    public static Answer Find(
        string text, CharMode mode = CharMode.Words, string? unicode = null, CharSort? sort = null, CharWindow? window = null,
        RowFormat format = RowFormat.Text) =>
        Find(Index, new CharQuery(text, mode, sort, unicode), window ?? new CharWindow(int.MaxValue), format);

    public static Answer Find(CharIndex index, CharQuery query, CharWindow window, RowFormat format = RowFormat.Text)
    {
        var rows = new ArrayBufferWriter<byte>();
        var result = index.Find(query, window, format, rows);
        return new Answer(result, rows.WrittenMemory);
    }

    public static int[] Codes(string text, CharMode mode = CharMode.Words, string? unicode = null, CharSort? sort = null) =>
        Find(text, mode, unicode, sort).Codes();

    public static int Total(string text, CharMode mode = CharMode.Words, string? unicode = null) =>
        Find(text, mode, unicode, window: new CharWindow(1)).Result.Total;

    /// <summary>The characters with a value of a property; none if the value is refused, because no listed character has it.</summary>
    public static int[] WithValue(string field, string value, string unicode)
    {
        try
        {
            return Codes($"{field}:{value}", unicode: unicode);
        }
        catch (QueryException refused) when (refused.Code == "unknown_value" && value is "Cn" or "Co" or "Cs" or "Zzzz" or "Unknown" or "Noncharacter_Code_Point" or "Surrogate" or "Private_Use" or "Unassigned")
        {
            return [];
        }
    }

    public static QueryException Refused(Action act) => Assert.Throws<QueryException>(act);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Actors.Grains.Chars;

namespace Actors.Gateway.Tests.Staged;

/// <summary>
/// 300 characters from U+2600 on, called STAGED SIGN 0 to STAGED SIGN 299; every third of them is also EVEN MORE STAGED.
/// Words in a query that make something happen: <c>fail:CODE</c> and <c>fail:CODE:POSITION</c> throw, <c>hang</c> does
/// not answer before <see cref="Release"/>, <c>newer</c> answers from another version of the data, <c>wide</c> is a word
/// that every name has, so that a test can have a query of its own (<c>wide:anything</c>).
/// </summary>
internal static class StagedChars
{
    public const int Count = 300;
    public const int First = 0x2600;

    public static DataVersion Version { get; } = new("18.0", "18.0-r1-c48");

    public static DataVersion Newer { get; } = new("19.0", "19.0-r1-c48");

    /// <summary>How often each query, code or facet query came through to the grain.</summary>
    public static ConcurrentDictionary<string, int> Calls { get; } = [];

    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Hanging = [];

    /// <summary>Ends what hangs; a silo would wait for it at its end.</summary>
    public static void Release(string query) => HangingOn(query).TrySetResult();

    public static Task Hang(string query) => HangingOn(query).Task;

    public static string NameOf(int character) => $"{(character % 3 == 0 ? "EVEN MORE " : "")}STAGED SIGN {character}";

    public static int CallsFor(string query) => Calls.GetValueOrDefault(query);

    public static DataVersion VersionFor(string query) => Words(query).Contains("newer") ? Newer : Version;

    /// <summary>Positions of the characters that have all words of a query.</summary>
    public static List<int> Find(string query)
    {
        var words = Words(query).Where(word => word != "newer" && !word.StartsWith("wide", StringComparison.Ordinal)).ToArray();
        return [.. Enumerable.Range(0, Count).Where(character => words.All(NameOf(character).Split(' ').Contains))];
    }

    public static string RowOf(int character, CharFormat format)
    {
        var symbol = char.ConvertFromUtf32(First + character);
        return format == CharFormat.Text
            ? $"{$"U+{First + character:X4}",-7}\t{symbol}\t{NameOf(character)}\r\n"
            : $$"""{"code":"U+{{First + character:X4}}","char":"{{symbol}}","name":"{{NameOf(character)}}","block":"Staged","category":"So","age":"1.1"}""";
    }

    public static string[] Words(string query) => query.Split(
        (char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(word => word.Contains(':', StringComparison.Ordinal) || word is "newer" or "hang" or "wide" ? word : word.ToUpperInvariant()).ToArray();

    public static string Cursor(DataVersion version, string query, int from) =>
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"{version.Full}|{from.ToString(CultureInfo.InvariantCulture)}|{query}"));

    /// <summary>A cursor that a page of replaced data gave.</summary>
    public static string ExpiredCursor(string query) => Cursor(new DataVersion("17.0", "17.0-r1-c47"), query, 2);

    private static TaskCompletionSource HangingOn(string query) =>
        Hanging.GetOrAdd(query, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

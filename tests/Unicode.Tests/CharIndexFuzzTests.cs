using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Actors.Unicode.Tests;

/// <summary>Whatever a stranger writes, the answer is rows or a refusal that names the field.</summary>
public sealed class CharIndexFuzzTests
{
    private const int Queries = 20_000;

    private static readonly string[] Pieces =
    [
        "cat", "face", "OR", "-", "(", ")", "\"", "*", "gc:", "Lu", "sc:", "scx:Deva", "age", "<=", ">", "6.3", "is:emoji", "block:", "name:",
        "alias:", "kw:", "kw.pt:", "kw.:", "U+", "265C", "..", "0x", "10FFFF", "110000", "\\u", "{1F600}", "&#", "9820", ";", "%E2", "%99%9C",
        "dec:", "utf8:", "e2 99 9c", ",", " ", "  ", "\t", "\0", "♜", "🇧🇷", "\uD83D", "\uDE00", "ß", "ﬁ", "笑", "é", "\u0301", "'", "=", ":", "cjk", "hangul", "ga",
        "4e00", "E000", "D800", "circeld", "x", "\u2028", "\uFFFD", "\u200B", "_",
    ];

    private static readonly CharSort?[] Sorts = [null, CharSort.CodePoint, CharSort.Relevance];

    private static readonly string[] CodePieces = ["265C", "-", " ", "U+", "1F1E7", "D800", "x", "+", "♜"];

    private static readonly string?[] Versions = [null, null, null, "14.0", "14", "1.1", "99", "", "14.0.0", "x"];

    [Fact]
    public void Only_refusals_come_out_of_any_query()
    {
        var random = Seeded.Random();
        var (answered, refused) = (0, 0);
        var rows = new ArrayBufferWriter<byte>();
        string? cursor = null;
        for (var count = 0; count < Queries; count++)
        {
            var query = new CharQuery(
                Text(random), random.Of(Enum.GetValues<CharMode>()), random.Of(Sorts), random.Of(Versions));
            var format = random.Of(Enum.GetValues<RowFormat>());
            rows.ResetWrittenCount();
            try
            {
                var result = Lookup.Index.Find(query, Window(random, cursor), format, rows);
                answered++;
                AssertSound(result, rows.WrittenSpan, format);
                cursor = result.Next ?? cursor;
                if (result.Next is { } next && random.Once(4))
                    Assert.Equal(result.From + result.Count, Lookup.Index.Find(query, new CharWindow(3, next), format, rows).From);
                if (random.Once(20))
                    Assert.Equal(result.Total, Facets.Of(query.Text, query.Mode, query.Unicode).GetProperty("total").GetInt32());
            }
            catch (QueryException e)
            {
                refused++;
                Assert.Matches("^[a-z_]+$", e.Code);
                Assert.Contains(e.Field, (string[])["q", "unicode", "after"]);
                Assert.True(e.Position is not (< 0) && !(e.Position > query.Text.Length), $"position {e.Position} of '{query.Text}'");
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"{query}: {e}");
            }
        }

        Assert.True(answered > Queries / 20 && refused > Queries / 20, $"{answered} answered, {refused} refused");
    }

    [Fact]
    public void Only_refusals_come_out_of_any_code()
    {
        var random = Seeded.Random();
        for (var count = 0; count < 3_000; count++)
        {
            var code = random.Once(2)
                ? $"{random.Next(0x120000):X4}" : string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Of(CodePieces)));
            try
            {
                Assert.Equal(JsonValueKind.Object, Detail.Of(code).ValueKind);
            }
            catch (QueryException e)
            {
                Assert.Equal("code", e.Field);
            }
        }
    }

    private static void AssertSound(CharResult result, ReadOnlySpan<byte> rows, RowFormat format)
    {
        Assert.InRange(result.Count, 0, Math.Max(0, result.Total - result.From));
        // It stands for nothing but itself.
        Assert.True(rows.IndexOf("\uFFFD"u8) < 0 || rows.IndexOf("REPLACEMENT CHARACTER"u8) >= 0);
        if (format == RowFormat.Text)
        {
            Assert.Equal(result.Count, rows.Count((byte)'\n'));
            return;
        }

        using var json = JsonDocument.Parse($"[{Encoding.UTF8.GetString(rows)}]");
        Assert.Equal(result.Count, json.RootElement.GetArrayLength());
    }

    private static CharWindow Window(Random random, string? cursor) => random.Next(6) switch
    {
        0 => new CharWindow(random.Next(1, 300), Start: random.Next(-5, 2_000), Stop: random.Next(-5, 3_000)),
        1 => new CharWindow(random.Next(1, 10), Start: int.MaxValue, Stop: int.MaxValue),
        2 => new CharWindow(random.Next(1, 10), Start: int.MinValue, Stop: int.MinValue),
        3 => new CharWindow(10, cursor),
        4 => new CharWindow(10, Text(random)),
        _ => new CharWindow(random.Next(1, 60)),
    };

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(1, 9); pieces > 0; pieces--)
        {
            text.Append(random.Once(12) ? ((char)random.Next(0x10000)).ToString() : random.Of(Pieces));
            if (random.Once(2))
                text.Append(' ');
        }

        return random.Once(200) ? string.Concat(Enumerable.Repeat(text.ToString(), 40)) : text.ToString();
    }
}

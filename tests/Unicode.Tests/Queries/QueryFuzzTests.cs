using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

/// <summary>Random queries. <c>ACTORS_SEED</c> chooses them (default: others each time, printed).</summary>
public sealed partial class QueryFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Fragments =
    [
        "cat", "black", "a", "face", "1F600", "OR", "or", "AND", "-", "--", "(", ")", "((", "))", "\"", "\"\"", " ", "  ", "\t", "\u3000",
        "*", "**", "gc:", "sc:", "scx:Latn", "block:", "age<=", "age>6.3", "is:emoji", "name:", "alias:nul", "kw:", "kw.pt:", "kw.", "foo:",
        ":", "=", "<", ">", ",", ".", "..", "U+", "U+265C", "u+110000", "0x", "0x41", @"\u", @"\u265c", @"\u{", "}", @"\U0001F600", "&#",
        "&#x", "9820", ";", "%", "%E2%99%9C", "%E2", "dec:", "dec:65", "utf8:", "utf8:e2", "99", "9c",
        "♜", "—", "😀", "é", "笑", "笑い", "ſ", "ß", "\u0301", "_", "'", "\0", "\uD800", "\uDC00",
        new string('x', 65), "[a-z]", "+", "\u0085", "\uFFFD", "\uFFFF",
    ];

    [Fact]
    public void Whatever_is_typed_is_read_or_refused_with_a_position()
    {
        var random = new Random(Seed());
        var read = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var text = i % 4 == 0 ? RandomUnits(random) : RandomFragments(random);
            foreach (var mode in new[] { CharMode.Words, CharMode.Smart })
                read += Check(text, mode) ? 1 : 0;
        }

        output.WriteLine($"{read} of 80000 were read.");
        Assert.InRange(read, 10_000, 80_000);
    }

    [Fact]
    public void Plain_words_are_their_conjunction()
    {
        var random = new Random(Seed());
        var plain = 0;
        var buffer = new byte[WordTokenizer.BufferSize];
        for (var i = 0; i < 20_000; i++)
        {
            var text = RandomFragments(random, ["cat ", "black", "a", " ", "  ", "or", "OR ", "12", "face", "f", "0x", "-", "zz9 ", "*"]);
            if (!PlainWords.Are(text))
                continue;
            plain++;
            var words = new List<string>();
            var tokenizer = new WordTokenizer(text, FakeCharacterClasses.Instance, buffer);
            while (tokenizer.MoveNext())
                words.Add(Encoding.UTF8.GetString(tokenizer.Current));
            var tree = words.Count == 1 ? words[0] : $"and({string.Join(' ', words)})";
            // Which of the words are prefixes or may be codes is another question.
            Assert.Equal(tree, Marks().Replace(QueryNotation.Words(text), ""));
        }
        Assert.InRange(plain, 500, 20_000);
    }

    [GeneratedRegex("[~*]|=[0-9A-F]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();

    private static bool Check(string text, CharMode mode)
    {
        try
        {
            var node = QueryParser.Parse(text, mode, FakeCharacterClasses.Instance);
            var leaves = 0;
            CheckNode(node, text.Length, depth: 0, ref leaves);
            Assert.InRange(leaves, 0, QueryLimits.Terms);
            return true;
        }
        catch (QueryException e)
        {
            Assert.Equal("q", e.Field);
            Assert.NotNull(e.Position);
            Assert.InRange(e.Position.Value, 0, Math.Min(text.Length, QueryLimits.Length));
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{mode} {string.Join(' ', text.Select(unit => $"{(int)unit:X4}"))} {text}", e);
        }
    }

    // What whoever evaluates may rely on.
    private static void CheckNode(QueryNode node, int length, int depth, ref int leaves)
    {
        Assert.InRange(node.Position, 0, length);
        Assert.InRange(depth, 0, 4 * (QueryLimits.Depth + 1));
        var members = node switch
        {
            QueryNode.And and => and.Terms,
            QueryNode.Or or => or.Branches,
            QueryNode.Not not => [not.Term],
            QueryNode.Source source => [source.Words],
            _ => [],
        };
        if (node is QueryNode.And or QueryNode.Or)
            Assert.True(members.Length > 1);
        if (members.IsEmpty)
            leaves++;
        Assert.DoesNotContain(members, member => member is QueryNode.Nothing);
        Assert.All(node is QueryNode.CodePoints codes ? codes.Codes.ToArray() : [], code => Assert.InRange(code, 0, 0x10FFFF));
        switch (node)
        {
            case QueryNode.And:
                Assert.DoesNotContain(members, member => member is QueryNode.And);
                break;
            case QueryNode.Word word:
                Assert.False(word.Text.IsEmpty);
                break;
            case QueryNode.Phrase phrase:
                Assert.NotEmpty(phrase.Words);
                break;
            case QueryNode.CodePoints literal:
                Assert.NotEmpty(literal.Codes);
                break;
            case QueryNode.Property property:
                Assert.All(property.Values, value => Assert.NotEqual("", value));
                break;
            case QueryNode.Range range:
                Assert.True(range.First <= range.Last && range.Last <= 0x10FFFF);
                break;
        }
        foreach (var member in members)
            CheckNode(member, length, depth + 1, ref leaves);
    }

    private static string RandomFragments(Random random, string[]? fragments = null)
    {
        fragments ??= Fragments;
        var text = new StringBuilder();
        for (var n = random.Next(1, 14); n > 0; n--)
        {
            text.Append(fragments[random.Next(fragments.Length)]);
            if (random.Next(3) == 0)
                text.Append(' ');
        }
        return text.ToString();
    }

    private static string RandomUnits(Random random)
    {
        var units = new char[random.Next(1, 300)];
        var ceiling = random.Next(3) switch { 0 => 0x80, 1 => 0x3100, _ => 0x10000 };
        for (var i = 0; i < units.Length; i++)
            units[i] = (char)random.Next(1, ceiling);
        return new string(units);
    }

    private int Seed()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"ACTORS_SEED={seed}");
        return seed;
    }
}
